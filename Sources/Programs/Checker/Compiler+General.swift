// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// A straight drive for all values of the parameters.
struct LineClaim: Hashable {
  var frequencyStart: Formula
  var frequencyEnd: Formula
  var amplitudeStart: Formula
  var amplitudeEnd: Formula
  var measure: TimelineWave.Measure
  /// Whether the frequency goes there and back while the amplitude goes its way.
  var sweeps: Bool
}

extension Compiler {
  /// What has to hold for all values of the parameters.
  @discardableResult mutating func oblige(
    _ claim: GeneralPlan.Claim, _ range: SourceRange, _ site: Site? = nil
  ) -> Int? {
    guard let plan = general else { return nil }
    let obligation = GeneralPlan.Obligation(
      claim: claim, site: site, range: range, file: scopes[top].file)
    if let known = plan.known[obligation] { return known }
    general?.known[obligation] = plan.obligations.count
    general?.obligations.append(obligation)
    return plan.obligations.count
  }

  /// Says what the step that was written last drives.
  mutating func setClaims(_ claims: [Int?]) {
    guard let last = general?.spans.indices.last else { return }
    general?.spans[last].claims = claims.compactMap { $0 }
  }

  enum WrittenSpan {
    case time(Located<Amount>)
    case wait(Located<Amount>?, Interval)
  }

  /// How long the step that was written last takes, for all values.
  mutating func span(_ written: WrittenSpan) {
    guard general != nil else { return }
    switch written {
    case .wait(nil, _): return
    case .time(let amount):
      guard let time = time(amount, Checker.shortestStep, Limits.deviceWallMaximum) else { return }
      setTime(.formula(time))
    case .wait(.some(let amount), _):
      guard let time = time(amount, Checker.shortestStep, Checker.longestWait) else { return }
      setTime(.formula(time))
    }
  }

  private mutating func setTime(_ time: GeneralPlan.Span.Time) {
    guard let last = general?.spans.indices.last else { return }
    general?.spans[last].time = time
  }

  private mutating func time(_ amount: Located<Amount>, _ least: Interval, _ most: Interval)
    -> Formula?
  {
    guard let time = formula(amount) else { return nil }
    let (low, high) = (Double(least.milliseconds) / 1000, Double(most.milliseconds) / 1000)
    oblige(
      .within(
        time, ValueRange(low, high), .tooBig,
        "the time must lie from \(Decimals.text(low)) s to \(Decimals.text(high)) s"), amount.range)
    return time
  }

  mutating func generalise(_ drive: Step.Drive, _ site: Site, sweeps: Bool, source: Int) {
    guard let claim = claim(drive, sweeps: sweeps) else { return }
    append(general: drive, site, source)
    span(.time(drive.duration))
    setClaims([oblige(.line(claim), drive.amplitude.start.range, site)])
  }

  mutating func generalise(_ pulse: Step.Pulse, _ site: Site, source: Int) {
    let drive = pulse.drive
    guard let claim = claim(drive, sweeps: false) else { return }
    append(general: drive, site, source)
    setClaims([oblige(.line(claim), drive.amplitude.start.range, site)])
    let whole = time(drive.duration, Checker.shortestStep, Limits.deviceWallMaximum)
    let beat = time(pulse.beat, Checker.shortestStep, Limits.deviceWallMaximum)
    let gap = time(pulse.gap, Checker.shortestStep, Limits.deviceWallMaximum)
    guard let whole, let beat, let gap else { return }
    setTime(.pulse(whole, beat: beat, gap: gap))
  }

  mutating func generalise(_ wave: WaveFormulas, _ written: Located<Amount>, _ site: Site) -> Int? {
    guard let frequency = widened(wave.frequency), let amplitude = widened(wave.amplitude),
      let duration = formula(written)
    else { return nil }
    return oblige(
      .wave(
        frequency: frequency, amplitude: amplitude, measure: wave.measure, duration: duration),
      wave.amplitude.range, site)
  }

  /// The first turn, and once more for all the others.
  mutating func generalise(_ turns: Step.Repeat, _ count: Int, _ source: Int) {
    for step in turns.steps { compile(step, source: source) }
    guard let times = formula(turns.times) else { return }
    oblige(
      .within(
        times, ValueRange(1, Double(Checker.mostTimes)), .times,
        "it must be a whole number from 1 to \(Checker.mostTimes)"), turns.times.range)
    oblige(.whole(times), turns.times.range)
    if case .quantity(let one) = turns.times.value, one.value < 2 { return }
    general?.weights.append(GeneralPlan.Weight(times: times))
    for step in turns.steps { compile(step, source: source) }
    general?.weights.removeLast()
  }

  private mutating func append(general drive: Step.Drive, _ site: Site, _ source: Int) {
    let segment = enter(site, site.range)
    var step = TimelineStep(kind: .drive, duration: Checker.shortestStep, segment: segment)
    step.reaction = reaction(drive.reactions)
    append(step, text: "", range: site.range, source: source)
  }

  private mutating func claim(_ drive: Step.Drive, sweeps: Bool) -> LineClaim? {
    guard let f0 = formula(drive.frequency.start), let f1 = formula(drive.frequency.end),
      let a0 = formula(drive.amplitude.start), let a1 = formula(drive.amplitude.end),
      case .success(let unit) = a0.dimension(scopes[0].dimensions, timeAllowed: false)
    else { return nil }
    let measure: TimelineWave.Measure =
      unit == .share ? .percent : unit == .acceleration ? .acceleration : .millimeters
    return LineClaim(
      frequencyStart: f0, frequencyEnd: f1, amplitudeStart: a0, amplitudeEnd: a1, measure: measure,
      sweeps: sweeps)
  }
}
