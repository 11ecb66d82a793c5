// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links
import Quantities

/// A simulated device at the end of a link in lock-step.
public final class SimulatedPeer: PumpedPeer {
  public var device: SimulatedDevice

  public init(_ device: SimulatedDevice) { self.device = device }

  public var isAttached: Bool { device.isAttached }

  /// Brings the device up to `now` first: a frame meets it as it is then.
  public func receive(_ frame: borrowing Frame, now: Instant) {
    device.advance(to: now)
    device.receive(frame)
  }

  public func transmit(now: Instant) -> Frame? {
    device.advance(to: now)
    return device.transmit()
  }
}
