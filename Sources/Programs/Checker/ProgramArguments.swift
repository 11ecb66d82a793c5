// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// What the caller adds to a program.
public struct ProgramArguments: Hashable, Sendable {
  /// What `$target` stands for.
  public var target: ZoneAddress?
  public var side: SideChoice?
  /// Replaces the level of the program's own zone.
  public var level: Level?
  /// 1…10; nil takes the program's, else 4.
  public var intensity: Int?
  /// Values for the program's parameters.
  public var values: [String: Quantity]

  public init(
    target: ZoneAddress? = nil, side: SideChoice? = nil, level: Level? = nil,
    intensity: Int? = nil, values: [String: Quantity] = [:]
  ) {
    self.target = target
    self.side = side
    self.level = level
    self.intensity = intensity
    self.values = values
  }
}
