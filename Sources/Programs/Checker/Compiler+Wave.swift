// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// A wave under bounds for a time, proved once however often it comes.
struct ProvedWave: Hashable {
  var wave: TimelineWave
  var bounds: Bounds
  var duration: Interval
}

extension Compiler {
  mutating func compile(wave drive: Step.Drive, _ range: SourceRange, source: Int) {
    guard let site = site(drive.place, range), let duration = duration(drive.duration) else {
      return
    }
    let parts = [
      Step.ActuatorDrive(
        actuator: Located(0, range), frequency: drive.frequency, amplitude: drive.amplitude)
    ]
    compile(
      parts, duration, drive.duration, site, text: drive.text, drive.reactions, source: source)
  }

  mutating func compile(_ together: Step.Together, _ range: SourceRange, source: Int) {
    guard let site = site(together.place, range), let duration = duration(together.duration)
    else { return }
    compile(
      together.drives, duration, together.duration, site, text: together.text, together.reactions,
      source: source)
  }

  private mutating func compile(
    _ parts: [Step.ActuatorDrive], _ duration: Interval, _ written: Located<Amount>, _ site: Site,
    text: String?, _ reactions: Reactions, source: Int
  ) {
    let segment = enter(site, site.range)
    var done: [TimelineDrive] = []
    var claims: [Int?] = []
    for part in parts {
      guard let formulas = formulas(part, over: written) else { return }
      if general != nil {
        claims.append(generalise(formulas, written, site))
      } else if let drive = drive(formulas, duration, site) {
        done.append(drive)
      } else {
        return
      }
    }
    var step = TimelineStep(kind: .drive, duration: duration, segment: segment)
    step.reaction = reaction(reactions)
    step.drive = done.first ?? .still
    step.firstOther = Int32(drives.count)
    step.otherCount = Int32(max(0, done.count - 1))
    drives += done.dropFirst()
    append(step, text: text ?? "", range: site.range, source: source)
    span(.time(written))
    setClaims(claims)
  }

  /// What one actuator does, as formulas of this scope.
  struct WaveFormulas {
    var actuator: UInt8
    var frequency: Formula
    var amplitude: Formula
    var measure: TimelineWave.Measure
  }

  private mutating func formulas(_ part: Step.ActuatorDrive, over time: Located<Amount>)
    -> WaveFormulas?
  {
    let frequency = formula(part.frequency, over: time)
    let amplitude = formula(part.amplitude, over: time)
    guard let (frequency, hertz) = frequency, let (amplitude, unit) = amplitude else { return nil }
    guard hertz == .frequency else {
      report(
        Problem(
          .wrongUnit, part.frequency.start.range, "this is \(hertz), not a frequency",
          hint: "Give it the unit Hz."))
      return nil
    }
    let measure: TimelineWave.Measure
    switch unit {
    case .length: measure = .millimeters
    case .share: measure = .percent
    case .acceleration: measure = .acceleration
    default:
      report(
        Problem(
          .wrongUnit, part.amplitude.start.range, "this is \(unit), not an amplitude",
          hint: "Give it the unit mm, % or g."))
      return nil
    }
    return WaveFormulas(
      actuator: UInt8(clamping: part.actuator.value), frequency: frequency, amplitude: amplitude,
      measure: measure)
  }

  /// A course as one formula of time.
  private mutating func formula(_ course: Course, over time: Located<Amount>)
    -> (Formula, FormulaDimension)?
  {
    guard let (start, unit) = local(course.start, timeAllowed: true) else { return nil }
    guard course.end != course.start else { return (start, unit) }
    guard let (end, other) = local(course.end, timeAllowed: true),
      let (length, _) = local(time, timeAllowed: false)
    else { return nil }
    guard unit == other else {
      report(
        Problem(
          .mixedUnits, course.end.range, "\(unit) and \(other) do not go together",
          hint: "Write both in one unit."))
      return nil
    }
    return (.line(from: start, to: end, over: length), unit)
  }

  /// The wave in this run, proved; nil, told, where it is not.
  private mutating func drive(
    _ formulas: WaveFormulas, _ duration: Interval, _ site: Site
  ) -> TimelineDrive? {
    let values = scopes[top].values
    func constant(_ name: String) -> FormulaInstruction {
      FormulaInstruction(.constant, value: values[name]?.standardValue ?? .nan)
    }
    let wave = TimelineWave(
      frequency: assembler.assemble(formulas.frequency, parameter: constant),
      amplitude: assembler.assemble(formulas.amplitude, parameter: constant),
      measure: formulas.measure, share: share)
    let key = ProvedWave(wave: wave, bounds: site.bounds, duration: duration)
    guard let extent = proved[key] ?? prove(key, formulas, site) else { return nil }
    proved[key] = extent
    let number = knownWaves[wave] ?? Int32(waves.count)
    if knownWaves.updateValue(number, forKey: wave) == nil { waves.append(wave) }
    var drive = TimelineDrive(
      actuator: formulas.actuator, frequencyStart: extent.frequencies.low,
      frequencyEnd: extent.frequencies.high, amplitudeStart: extent.amplitudes.low,
      amplitudeEnd: extent.amplitudes.high, wave: number)
    drive.waveAcceleration = extent.acceleration
    if waveSlews[drive] == nil { waveSlews[drive] = slew(key, formulas) }
    return drive
  }

  private mutating func prove(
    _ key: ProvedWave, _ formulas: WaveFormulas, _ site: Site
  ) -> WaveProof.Extent? {
    let proof = WaveProof(
      wave: key.wave, code: assembler.instructions, bounds: site.bounds, duration: nil)
    let seconds = Double(key.duration.nanoseconds) / 1e9
    let box = [ValueRange(0, seconds)]
    var allowed = min(budget, Checker.stepBudget)
    let before = allowed
    let verdict = proof.verdict(box, budget: &allowed)
    budget -= before - allowed
    switch verdict {
    // No finer than waves are looked at elsewhere.
    case .proved:
      let parts = Int(min(16, max(1, key.duration.milliseconds / 10)))
      func ranges(_ formula: FormulaCode) -> [ValueRange] {
        courses.ranges(of: formula, seconds: seconds, parts: parts, in: assembler.instructions)
      }
      return proof.extent(
        frequencies: ranges(key.wave.frequency), values: ranges(key.wave.amplitude))
    case .refuted(let point):
      report(
        WaveProblem(formulas: formulas, site: site).refuted(point, limitText(point.frequency, site))
      )
    case .undecided(let box, _):
      report(WaveProblem(formulas: formulas, site: site).undecided(proof.reached(box), box[0]))
    }
    return nil
  }
}
