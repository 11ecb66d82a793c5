// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the power stage does with the coil until the next step.
public enum Drive: Hashable, Sendable, BitwiseCopyable {
  case current(Current)
  /// Both ends joined: the head's own motion brakes it.
  case brake
  case open
}

/// What one step asks of the electronics.
public struct Outputs: Hashable, Sendable, BitwiseCopyable {
  public var drive: Drive
  /// The second switch, in series with the power stage.
  public var powerSwitchClosed: Bool

  public init(drive: Drive, powerSwitchClosed: Bool) {
    self.drive = drive
    self.powerSwitchClosed = powerSwitchClosed
  }
}
