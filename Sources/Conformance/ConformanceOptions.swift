// SPDX-License-Identifier: Apache-2.0

/// How a device is examined.
public struct ConformanceOptions: Hashable, Sendable {
  /// Whether a person has agreed that the head moves.
  public var mayMove: Bool
  /// Whether the device's clock is an emulator's, which runs as fast as it can.
  public var isEmulated: Bool
  /// Whether nobody has said hello to the device since it was switched on.
  public var isUntouched: Bool
  /// Where the ids of arms and stops come from; another for each run.
  public var seed: UInt64
  /// Only rules whose names begin with one of these; all when there is none.
  public var only: [String]

  public init(
    mayMove: Bool, isEmulated: Bool = false, isUntouched: Bool = false, seed: UInt64,
    only: [String] = []
  ) {
    self.mayMove = mayMove
    self.isEmulated = isEmulated
    self.isUntouched = isUntouched
    self.seed = seed
    self.only = only
  }
}
