// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope

extension ProgramReader {
  mutating func drive(_ node: YamlNode, _ kind: DriveKind) -> Step.Drive? {
    driveFields(node, kind).flatMap { drive($0, kind) }
  }

  mutating func sweep(_ node: YamlNode) -> Step.Sweep? {
    guard let fields = driveFields(node, .sweep) else { return nil }
    let drive = drive(fields, .sweep)
    let times = fields["times"].map { self.times($0) }
    guard let drive, times != .some(nil) else { return nil }
    return Step.Sweep(drive: drive, times: times ?? nil)
  }

  mutating func pulse(_ node: YamlNode) -> Step.Pulse? {
    guard let fields = driveFields(node, .pulse) else { return nil }
    let drive = drive(fields, .pulse)
    let beat = fields["beat"].flatMap { amount($0, .time) }
    let gap = fields["gap"].flatMap { amount($0, .time) }
    guard let drive, let beat, let gap else { return nil }
    return Step.Pulse(drive: drive, beat: beat, gap: gap)
  }

  private mutating func driveFields(_ node: YamlNode, _ kind: DriveKind) -> MappingReader? {
    fields(node, kind.quoted, known: kind.keys, required: kind.required)
  }

  private mutating func drive(_ fields: MappingReader, _ kind: DriveKind) -> Step.Drive? {
    let frequency = fields["frequency"].flatMap {
      course($0, .frequency, kind.frequency, kind.name)
    }
    let amplitude = fields["amplitude"].flatMap {
      course($0, .amplitude, kind.amplitude, kind.name)
    }
    let duration = fields["for"].flatMap { amount($0, .time) }
    let place = place(fields)
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    let reactions = reactions(fields)
    guard let frequency, let amplitude, let duration else { return nil }
    return Step.Drive(
      frequency: frequency, amplitude: amplitude, duration: duration, place: place, text: text,
      reactions: reactions)
  }

  private mutating func place(_ fields: MappingReader) -> Step.Place {
    let zone = fields["zone"].flatMap { self.zone($0) }
    let profile = fields["profile"].flatMap { self.profile($0) }
    return Step.Place(zone: zone, profile: profile)
  }

  mutating func together(_ node: YamlNode) -> Step.Together? {
    guard
      let fields = fields(
        node, "'together'", known: ["drives"] + DriveKind.shared, required: ["drives", "for"])
    else { return nil }
    let drives = fields["drives"].flatMap { self.drives($0) }
    let duration = fields["for"].flatMap { amount($0, .time) }
    let place = place(fields)
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    let reactions = reactions(fields)
    guard let drives, let duration else { return nil }
    return Step.Together(
      drives: drives, duration: duration, place: place, text: text, reactions: reactions)
  }

  private mutating func drives(_ node: YamlNode) -> [Step.ActuatorDrive]? {
    guard let sequence = items(node), !sequence.isEmpty else {
      problem(
        .wrongType, node, "'drives' is a list of what each actuator does",
        hint: "Write it as '- {actuator: 0, frequency: 30 Hz, amplitude: 60 %}'.")
      return nil
    }
    var drives: [Step.ActuatorDrive] = []
    var seen: Set<Int> = []
    for item in sequence {
      guard let drive = actuatorDrive(item) else { continue }
      guard seen.insert(drive.actuator.value).inserted else {
        problems.append(
          Problem(
            .actuator, drive.actuator.range,
            "actuator \(drive.actuator.value) is driven twice at once"))
        continue
      }
      drives.append(drive)
    }
    return drives.count == sequence.count ? drives : nil
  }

  private mutating func actuatorDrive(_ node: YamlNode) -> Step.ActuatorDrive? {
    let keys = ["actuator", "frequency", "amplitude"]
    guard let fields = fields(node, "what an actuator does", known: keys, required: keys) else {
      return nil
    }
    let actuator = fields["actuator"].flatMap { self.actuator($0) }
    let frequency = fields["frequency"].flatMap { course($0, .frequency, .either, "together") }
    let amplitude = fields["amplitude"].flatMap { course($0, .amplitude, .either, "together") }
    guard let actuator, let frequency, let amplitude else { return nil }
    return Step.ActuatorDrive(actuator: actuator, frequency: frequency, amplitude: amplitude)
  }

  private mutating func actuator(_ node: YamlNode) -> Located<Int>? {
    guard let (text, range) = scalar(node, "'actuator'") else { return nil }
    guard let number = Self.digits(text), number <= Self.lastActuator else {
      problems.append(
        Problem(
          .actuator, range, "'\(text)' is no actuator; they are 0 to \(Self.lastActuator)"))
      return nil
    }
    return Located(number, range)
  }

  /// The device protocol has at most eight.
  private static let lastActuator = 7
}
