// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

/// What could be wrong with a device's firmware, to show that somebody notices.
public enum FirmwareDefect: Hashable, Sendable, BitwiseCopyable {
  /// Setpoints never expire.
  case expiryOff
  /// The guard never sees the head do more than its setpoint would give.
  case guardBlind
}

extension SimulatedHead {
  /// The head as a blind guard reads it.
  mutating func blinded(_ head: Acceleration) -> Acceleration {
    guard let setpoint = lastSetpoint?.setpoint else { return head }
    // Peak acceleration of a sine: (2πf)² · amplitude / 2, a tenth more for what is usual.
    let omega = 2 * Float.pi * Float(setpoint.frequencyCentihertz) * 0.01
    let peak = omega * omega * Float(setpoint.amplitudeMicrometers) * 0.5e-6 / 9.80665
    let most = peak * 1.1 + 0.05
    return Acceleration(g: max(-most, min(most, head.g)))
  }
}

extension SimulatedDevice {
  /// Renews every last setpoint's life.
  mutating func renew() {
    guard device.state == .running || device.state == .lifted else { return }
    for index in indices {
      guard let last = heads[index].lastSetpoint else { continue }
      var setpoint = last.setpoint
      setpoint.validUntilMilliseconds = deviceClock.wireMilliseconds &+ 200
      device.receive(
        .setpoint(setpoint), sequence: last.sequence, from: .serial, now: deviceClock)
    }
  }
}
