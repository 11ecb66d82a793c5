// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities

/// What peaked at one actuator since the last observation.
public struct HeadObservation: Hashable, Sendable, BitwiseCopyable {
  /// The largest current commanded.
  public var current = Current.zero
  /// The largest head acceleration above 10 Hz: the plant's truth.
  public var acceleration = Acceleration.zero
}

/// What somebody knows of a simulated device who sees through case and cable.
public struct Observation: Sendable, BitwiseCopyable {
  public var state: DeviceState
  /// Bit n − 1 is cause n.
  public var latches: UInt16
  /// Of all resets so far.
  public var resets: UInt32
  public var isAttached: Bool
  /// The firmware hangs.
  public var isFrozen: Bool
  /// Of each actuator; at rest where there is none.
  public var heads: PerActuator<HeadObservation>
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
    var each = PerActuator<HeadObservation>(repeating: HeadObservation())
    for index in indices { each[index] = heads[index].observe() }
    return Observation(
      state: device.state, latches: device.latchMask, resets: resets, isAttached: isAttached,
      isFrozen: frozenSince != nil,
      heads: each,
      isHearing: isListening && holding == .zero && !links.isBad,
      holding: isListening ? holding : nil)
  }
}

extension SimulatedHead {
  mutating func observe() -> HeadObservation {
    defer { commandedPeak = 0 }
    return HeadObservation(
      current: Current(amperes: commandedPeak), acceleration: Acceleration(g: motion.takePeak()))
  }
}
