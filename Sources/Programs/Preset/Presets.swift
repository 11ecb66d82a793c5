// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// The programs that ship.
public enum Presets {
  /// In the order they are listed.
  public static let all: [Preset] = []

  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// What runs when somebody names only a zone: the program and the arguments that fit it to the zone.
  public static func forZone(_ address: ZoneAddress, catalogue: Catalogue = .standard)
    -> (program: Program, arguments: ProgramArguments)?
  { nil }
}
