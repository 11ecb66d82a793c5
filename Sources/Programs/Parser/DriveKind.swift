// SPDX-License-Identifier: Apache-2.0

/// What a step that drives takes beside what all of them take.
struct DriveKind {
  /// How a quantity may go through a step.
  enum Shape {
    case constant
    case change
    case either
  }

  let name: String
  let frequency: Shape
  let amplitude: Shape
  /// The name in quotes, for messages.
  let quoted: String
  /// All keys it may have.
  let keys: [String]
  let required: [String]

  static let hold = DriveKind(name: "hold", frequency: .constant, amplitude: .constant)
  static let ramp = DriveKind(name: "ramp", frequency: .either, amplitude: .either)
  static let wave = DriveKind(name: "wave", frequency: .constant, amplitude: .constant)
  static let sweep = DriveKind(
    name: "sweep", frequency: .change, amplitude: .either, further: ["times"])
  static let pulse = DriveKind(
    name: "pulse", frequency: .constant, amplitude: .constant, further: ["beat", "gap"],
    required: ["beat", "gap"])

  /// Keys of every step that drives.
  static let shared = ["for", "zone", "profile", "text"] + ProgramReader.reactionKeys

  init(
    name: String, frequency: Shape, amplitude: Shape, further: [String] = [],
    required: [String] = []
  ) {
    self.name = name
    self.frequency = frequency
    self.amplitude = amplitude
    quoted = "'\(name)'"
    keys = ["frequency", "amplitude"] + further + Self.shared
    self.required = ["frequency", "amplitude", "for"] + required
  }
}
