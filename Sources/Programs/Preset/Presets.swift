// SPDX-License-Identifier: Apache-2.0
public import Anatomy
import Quantities

/// The programs that ship.
public enum Presets {
  /// In the order they are listed: the seven muscle groups first.
  public static let all: [Preset] = PresetFiles.all.map { read($0.name, $0.bytes) }

  /// The template for a single zone; it needs a target.
  public static let zone: Preset = read("zone", PresetFiles.zone)

  /// The preset of exactly this name, the template included.
  public static func named(_ name: String) -> Preset? {
    name == zone.name ? zone : all.first { $0.name == name }
  }

  /// The presets nearest to a name that does not exist.
  public static func suggestions(for name: String) -> [String] {
    EditDistance.nearest(to: name, in: all.map(\.name)).map { [$0] }
      ?? all.map(\.name).filter { $0.contains(name.lowercased()) }
  }

  /// What runs when somebody names only a zone: the program, and the arguments that fit it to the zone.
  ///
  /// Nil for a zone that does not exist or is locked; ``Catalogue/validate(_:)`` says why. The caller
  /// adds side and intensity to the arguments.
  public static func forZone(_ address: ZoneAddress, catalogue: Catalogue = .standard)
    -> (program: Program, arguments: ProgramArguments)?
  {
    guard let zone = catalogue[address.zone], let profile = zone.profiles.first else { return nil }
    let ramp = Interval.seconds(Int64(10))
    let full = Double((zone.defaultTime - ramp).milliseconds) / 1000
    let arguments = ProgramArguments(
      target: address,
      values: [
        "warm": Quantity(Double(profile.warmingFrequency.hertz), .hertz),
        "work": Quantity(Double(profile.workingFrequency.hertz), .hertz),
        "time": Quantity(full, .second),
      ])
    return (self.zone.program, arguments)
  }

  private static func read(_ name: String, _ bytes: [UInt8]) -> Preset {
    let text = String(decoding: bytes, as: UTF8.self)
    switch ProgramParser.parse(text) {
    case .success(let program): return Preset(name: name, text: text, program: program)
    case .failure(let problems):
      // The files are compiled in and each one is proved by a test.
      preconditionFailure(problems.rendered(source: text, name: name))
    }
  }
}
