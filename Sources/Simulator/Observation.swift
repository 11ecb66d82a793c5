// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities

/// What somebody knows of a simulated device who sees through case and cable.
public struct Observation: Hashable, Sendable, BitwiseCopyable {
  public var state: DeviceState
  /// Bit n − 1 is cause n.
  public var latches: UInt16
  /// Of all resets so far.
  public var resets: UInt32
  public var isAttached: Bool
  /// The firmware hangs.
  public var isFrozen: Bool
  /// The largest current commanded since the last observation.
  public var current: Current
  /// The largest head acceleration above 10 Hz since the last observation: the plant's truth.
  public var acceleration: Acceleration
  /// Whether what leaves the host now is heard soon, whole and for sure.
  public var isHearing: Bool
  /// How long the wire holds back what leaves the host now; nil when it never arrives.
  public var holding: Interval?
}

extension SimulatedDevice {
  /// Looks at everything at once; what peaked is counted from here anew.
  public mutating func observe() -> Observation {
    let isListening = isAttached && frozenSince == nil && clock >= links.toDevice.lostUntil
    let holding = max(.zero, links.toDevice.heldUntil - clock)
    defer { commandedPeak = 0 }
    return Observation(
      state: device.state, latches: device.latchMask, resets: resets, isAttached: isAttached,
      isFrozen: frozenSince != nil,
      current: Current(amperes: commandedPeak), acceleration: Acceleration(g: motion.takePeak()),
      isHearing: isListening && holding == .zero && !links.isBad,
      holding: isListening ? holding : nil)
  }
}
