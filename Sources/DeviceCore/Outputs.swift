// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a power stage does with its coil until the next step.
public enum Drive: Hashable, Sendable, BitwiseCopyable {
  case current(Current)
  /// Both ends joined: the head's own motion brakes it.
  case brake
  case open
}

/// What one step asks of the electronics.
public struct Outputs: Sendable, BitwiseCopyable {
  public var drives: PerActuator<Drive>
  /// The second switch, in series with every power stage.
  public var powerSwitchClosed: Bool

  /// The same of every actuator.
  public init(drive: Drive = .brake, powerSwitchClosed: Bool) {
    drives = PerActuator(repeating: drive)
    self.powerSwitchClosed = powerSwitchClosed
  }
}
