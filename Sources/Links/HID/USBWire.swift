// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Realtime
import Synchronization

/// A claimed interface, shared by the thread that moves its reports and the one that may wait.
final class USBClaim: Sendable {
  let usb: USBHandle
  let interface: HIDInterface
  /// Bit 0 the input's halt is to be cleared, bit 1 the output's.
  let haltsToClear = Atomic<UInt8>(0)
  /// Bits 0 and 1: was cleared; bits 2 and 3: could not be.
  let haltsDone = Atomic<UInt8>(0)

  private init(_ usb: consuming USBHandle, _ interface: HIDInterface) {
    self.usb = usb
    self.interface = interface
  }

  /// Opens, claims, and looks whether the reports are those of a Tonus device.
  ///
  /// Waits for the device.
  static func open(_ interface: HIDInterface, of node: String) throws(LinkError) -> USBClaim {
    let usb = try USBHandle.claim(interface.number, of: node)
    var expected: [UInt8] = []
    for index in HIDReport.descriptor.indices { expected.append(HIDReport.descriptor[index]) }
    guard let descriptor = usb.reportDescriptor(limit: 256) else {
      throw LinkError(code: .silent, name: node)
    }
    guard descriptor == expected else { throw LinkError(code: .foreign, name: node) }
    return USBClaim(usb, interface)
  }

  /// Clears what halts there are; false when there is none.
  ///
  /// Waits for the device.
  func clearHalts() -> Bool {
    let halts = haltsToClear.exchange(0, ordering: .acquiring)
    var done: UInt8 = 0
    if halts & 1 != 0 { done |= usb.clearHalt(endpoint: interface.input) ? 1 : 4 }
    if halts & 2 != 0 { done |= usb.clearHalt(endpoint: interface.output) ? 2 : 8 }
    haltsDone.bitwiseOr(done, ordering: .releasing)
    return halts != 0
  }
}

/// The transfers of one claimed interface, over libusb.
struct USBWire: ~Copyable, ReportWire {
  // Before the claim, and so gone before it: libusb frees no transfer once its context has ended.
  private var transfers = InlineArray<7, USBTransfer> { _ in USBTransfer() }
  private let claim: USBClaim
  private let worker: Doorbell

  /// - Parameter worker: wakes the thread that clears halts.
  init(_ claim: USBClaim, worker: Doorbell) {
    self.claim = claim
    self.worker = worker
  }

  mutating func listen(_ slot: ReportSlot) -> Bool {
    transfers[slot.rawValue].begin(claim.usb, endpoint: claim.interface.input, sending: nil)
  }

  mutating func send(_ report: HIDReport, by slot: ReportSlot) -> Bool {
    slot == .control
      ? transfers[slot.rawValue].begin(claim.usb, setting: report)
      : transfers[slot.rawValue].begin(claim.usb, endpoint: claim.interface.output, sending: report)
  }

  mutating func cancel(_ slot: ReportSlot) { transfers[slot.rawValue].cancel() }

  mutating func clearHalt(_ endpoint: ReportEndpoint) {
    claim.haltsToClear.bitwiseOr(endpoint == .input ? 1 : 2, ordering: .releasing)
    worker.ring()
  }

  func received(_ slot: ReportSlot) -> HIDReport { transfers[slot.rawValue].report }

  /// The endpoints whose halts were dealt with since the last call, see `USBClaim.haltsDone`.
  func takeHaltsDone() -> UInt8 { claim.haltsDone.exchange(0, ordering: .acquiring) }

  func handleEvents() { claim.usb.handleEvents() }

  mutating func takeOutcome(_ slot: ReportSlot) -> ReportOutcome? {
    transfers[slot.rawValue].takeOutcome()
  }

  func forEachDescriptor(_ body: (Int32, _ forWriting: Bool) -> Void) {
    claim.usb.forEachDescriptor(body)
  }

  /// Ends every transfer before the handle goes; waits for the device, but not for ever.
  mutating func end() {
    for slot in ReportSlot.allCases { transfers[slot.rawValue].cancel() }
    for _ in 0..<25 {
      var isFlying = false
      for slot in ReportSlot.allCases {
        _ = transfers[slot.rawValue].takeOutcome()
        isFlying = isFlying || transfers[slot.rawValue].isFlying
      }
      guard isFlying else { return }
      claim.usb.handleEvents(milliseconds: 20)
    }
  }
}
