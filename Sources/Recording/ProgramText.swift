// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities
import Sessions

/// An engine's program as words, and back.
///
/// A straight step without reactions has seven numbers; any other has eight more, and three after those
/// when it drives further actuators or another than the first.
enum ProgramText {
  static func encode(_ program: EngineProgram) -> String {
    let words =
      program.segments.map { encode($0) } + program.steps.map { encode($0) }
      + program.drives.map { encode($0) }
      + program.waves.map { wave in
        "wave:\(wave.frequency.first):\(wave.frequency.count):\(wave.amplitude.first)"
          + ":\(wave.amplitude.count):\(wave.measure.rawValue):\(wave.share)"
      }
      + program.code.map { "code:\($0.operation.rawValue):\($0.parameter):\($0.value)" }
      + program.branches.map { "branch:\($0)" }
    return words.joined(separator: " ")
  }

  private static func encode(_ segment: EngineSegment) -> String {
    let bounds = segment.bounds
    return "segment:\(bounds.frequencyMin.hertz):\(bounds.frequencyMax.hertz)"
      + ":\(bounds.amplitudeMax.millimeters):\(bounds.accelerationMax.g)"
      + ":\(segment.energisedMax.nanoseconds)"
  }

  private static func encode(_ step: EngineStep) -> String {
    let line =
      "step:\(step.kind.rawValue):\(step.duration.nanoseconds):\(step.frequencyStart.hertz)"
      + ":\(step.frequencyEnd.hertz):\(step.amplitudeStart.millimeters)"
      + ":\(step.amplitudeEnd.millimeters):\(step.segment)"
    let reaction = step.reaction
    let isAlone = step.otherCount == 0 && step.drive.actuator == 0
    guard
      step.next >= 0 || step.branch >= 0 || step.drive.wave >= 0
        || reaction != TimelineReaction.none || !isAlone
    else { return line }
    let more = isAlone ? "" : ":\(step.drive.actuator):\(step.firstOther):\(step.otherCount)"
    return line + ":\(step.next):\(step.branch):\(step.drive.wave)"
      + ":\(step.drive.waveAcceleration.g):\(reaction.whileContact ? 1 : 0)"
      + ":\(reaction.forceLimit.newtons):\(reaction.painThreshold):\(reaction.painFactor)\(more)"
  }

  private static func encode(_ drive: TimelineDrive) -> String {
    "drive:\(drive.actuator):\(drive.frequencyStart.hertz):\(drive.frequencyEnd.hertz)"
      + ":\(drive.amplitudeStart.millimeters):\(drive.amplitudeEnd.millimeters)"
      + ":\(drive.wave):\(drive.waveAcceleration.g)"
  }

  /// Nil for words that are no sound program.
  static func decode(_ words: ArraySlice<Substring>) -> EngineProgram? {
    var program = EngineProgram(steps: [], segments: [])
    for word in words {
      let parts = word.split(separator: ":").map(String.init)
      if let segment = segment(parts) {
        program.segments.append(segment)
      } else if let step = step(parts) {
        program.steps.append(step)
      } else if let drive = drive(parts) {
        program.drives.append(drive)
      } else if let wave = wave(parts) {
        program.waves.append(wave)
      } else if let instruction = instruction(parts) {
        program.code.append(instruction)
      } else if parts.count == 2, parts[0] == "branch", let step = Int32(parts[1]) {
        program.branches.append(step)
      } else {
        return nil
      }
    }
    return program.isSound ? program : nil
  }

  private static func segment(_ parts: [String]) -> EngineSegment? {
    let floats = parts.dropFirst().compactMap { Float($0) }
    guard parts.count == 6, parts[0] == "segment", floats.count == 5,
      let energised = Int64(parts[5])
    else { return nil }
    return EngineSegment(
      bounds: Bounds(
        frequencyMin: Hertz(hertz: floats[0]), frequencyMax: Hertz(hertz: floats[1]),
        amplitudeMax: Displacement(millimeters: floats[2]),
        accelerationMax: Acceleration(g: floats[3])),
      energisedMax: Interval(nanoseconds: energised))
  }

  private static func step(_ parts: [String]) -> EngineStep? {
    let floats = parts.dropFirst().compactMap { Float($0) }
    guard [8, 16, 19].contains(parts.count), parts[0] == "step",
      floats.count == parts.count - 1,
      let kind = UInt8(parts[1]).flatMap(EngineStep.Kind.init(rawValue:)),
      let duration = Int64(parts[2]), let segment = Int32(parts[7])
    else { return nil }
    var step = EngineStep(
      kind: kind, duration: Interval(nanoseconds: duration),
      frequencyStart: Hertz(hertz: floats[2]), frequencyEnd: Hertz(hertz: floats[3]),
      amplitudeStart: Displacement(millimeters: floats[4]),
      amplitudeEnd: Displacement(millimeters: floats[5]), segment: segment)
    guard parts.count >= 16 else { return step }
    guard let next = Int32(parts[8]), let branch = Int32(parts[9]), let wave = Int32(parts[10]),
      let threshold = UInt8(parts[14])
    else { return nil }
    step.next = next
    step.branch = branch
    step.drive.wave = wave
    step.drive.waveAcceleration = Acceleration(g: floats[10])
    step.reaction = TimelineReaction(
      whileContact: parts[12] == "1", forceLimit: Force(newtons: floats[12]),
      painThreshold: threshold, painFactor: floats[14])
    guard parts.count == 19 else { return step }
    guard let actuator = UInt8(parts[16]), let first = Int32(parts[17]),
      let count = Int32(parts[18])
    else { return nil }
    step.drive.actuator = actuator
    step.firstOther = first
    step.otherCount = count
    return step
  }

  private static func drive(_ parts: [String]) -> TimelineDrive? {
    let floats = parts.dropFirst().compactMap { Float($0) }
    guard parts.count == 8, parts[0] == "drive", floats.count == 7,
      let actuator = UInt8(parts[1]), let wave = Int32(parts[6])
    else { return nil }
    var drive = TimelineDrive(
      actuator: actuator, frequencyStart: Hertz(hertz: floats[1]),
      frequencyEnd: Hertz(hertz: floats[2]), amplitudeStart: Displacement(millimeters: floats[3]),
      amplitudeEnd: Displacement(millimeters: floats[4]), wave: wave)
    drive.waveAcceleration = Acceleration(g: floats[6])
    return drive
  }

  private static func wave(_ parts: [String]) -> TimelineWave? {
    let numbers = parts.dropFirst().prefix(4).compactMap { Int32($0) }
    guard parts.count == 7, parts[0] == "wave", numbers.count == 4,
      let measure = UInt8(parts[5]).flatMap(TimelineWave.Measure.init(rawValue:)),
      let share = Double(parts[6])
    else { return nil }
    return TimelineWave(
      frequency: FormulaCode(first: numbers[0], count: numbers[1]),
      amplitude: FormulaCode(first: numbers[2], count: numbers[3]), measure: measure, share: share)
  }

  private static func instruction(_ parts: [String]) -> FormulaInstruction? {
    guard parts.count == 4, parts[0] == "code",
      let operation = UInt8(parts[1]).flatMap(FormulaInstruction.Operation.init(rawValue:)),
      let parameter = UInt16(parts[2]), let value = Double(parts[3])
    else { return nil }
    return FormulaInstruction(operation, parameter: parameter, value: value)
  }
}
