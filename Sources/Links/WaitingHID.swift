// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
import Glibc
public import Quantities
import Realtime

/// A HID interface for a program that has nothing else to do: each call waits, nothing is interpreted.
public final class WaitingHID {
  /// `[C]` A device that takes a report no sooner has left its host alone.
  private static let patience = Interval.milliseconds(500)

  private let name: String
  // Before the claim, and so gone before it.
  private var wire: USBWire
  private let claim: USBClaim
  /// Inputs under way, in the order in which reports fill them.
  private var inputs: [ReportSlot] = []

  /// Opens the device, takes its HID interface over, and looks whether its reports are the protocol's.
  public init(_ place: USBPlace) throws(LinkError) {
    name = place.node
    guard let interface = place.hid else { throw LinkError(code: .foreign, name: place.node) }
    claim = try USBClaim.open(interface, of: place.node)
    wire = USBWire(claim, worker: Doorbell())
    for slot in ReportSlot.inputs { try listen(slot) }
  }

  deinit { wire.end() }

  /// Sends a report by the interrupt OUT endpoint, or by SET_REPORT, and waits until it has left.
  public func send(_ report: HIDReport, byControl: Bool) throws(LinkError) {
    let slot: ReportSlot = byControl ? .control : .output
    guard wire.send(report, by: slot) else { throw gone }
    let until = BootClock.now + Self.patience
    while BootClock.now < until {
      switch wire.takeOutcome(slot) {
      case .done: return
      case .none: claim.usb.handleEvents(milliseconds: 5)
      case .cancelled, .stalled, .babbled, .failed, .gone: throw gone
      }
    }
    throw LinkError(code: .silent, name: name)
  }

  /// The next report, waiting for it until `moment` on the boot clock; nil when none came.
  ///
  /// - Returns: as many bytes as came.
  public func receive(until moment: Instant) throws(LinkError) -> [UInt8]? {
    while let slot = inputs.first {
      switch wire.takeOutcome(slot) {
      case .done(let length):
        let report = wire.received(slot)
        inputs.removeFirst()
        try listen(slot)
        return (0..<min(64, length)).map { report.bytes[$0] }
      case .none:
        let left = (moment - BootClock.now).milliseconds
        guard left > 0 else { return nil }
        claim.usb.handleEvents(milliseconds: Int(min(left, 5)))
      case .cancelled, .stalled, .babbled, .failed, .gone: throw gone
      }
    }
    throw gone
  }

  private func listen(_ slot: ReportSlot) throws(LinkError) {
    guard wire.listen(slot) else { throw gone }
    inputs.append(slot)
  }

  private var gone: LinkError { LinkError(code: .missing, name: name, errno: ENODEV) }
}
