// SPDX-License-Identifier: Apache-2.0
import CLibUSB
import DeviceProtocol

/// One libusb transfer with its buffer, used again and again.
///
/// Nothing is allocated between its making and its end.
@safe struct USBTransfer: ~Copyable, @unchecked Sendable {
  /// SET_REPORT's setup packet stands before the report.
  private static let capacity = 8 + HIDReport.length

  private let transfer: UnsafeMutablePointer<libusb_transfer>?
  private let buffer: UnsafeMutablePointer<UInt8>
  /// Set by libusb's callback, on the thread that handles events.
  private let hasEnded: UnsafeMutablePointer<Bool>
  private(set) var isFlying = false

  init() {
    unsafe transfer = libusb_alloc_transfer(0)
    unsafe buffer = .allocate(capacity: Self.capacity)
    unsafe buffer.initialize(repeating: 0, count: Self.capacity)
    unsafe hasEnded = .allocate(capacity: 1)
    unsafe hasEnded.initialize(to: false)
  }

  deinit {
    // A transfer the kernel never gave back is left to it.
    guard !isFlying else { return }
    unsafe libusb_free_transfer(transfer)
    unsafe buffer.deallocate()
    unsafe hasEnded.deallocate()
  }

  /// Begins an interrupt transfer of one report; false when the device is gone.
  mutating func begin(_ usb: borrowing USBHandle, endpoint: UInt8, sending report: HIDReport?)
    -> Bool
  {
    if let report { load(report, at: 0) }
    unsafe usb.withHandle { handle in
      unsafe libusb_fill_interrupt_transfer(
        transfer, handle, endpoint, buffer, Int32(HIDReport.length), Self.note, hasEnded, 0)
    }
    return submit()
  }

  /// Begins SET_REPORT of an output report (HID 1.11 §7.2.2); false when the device is gone.
  mutating func begin(_ usb: borrowing USBHandle, setting report: HIDReport) -> Bool {
    unsafe libusb_fill_control_setup(
      buffer, 0x21, 0x09, 0x0200 | UInt16(report.bytes[0]), UInt16(usb.interface),
      UInt16(HIDReport.length))
    load(report, at: 8)
    unsafe usb.withHandle { handle in
      unsafe libusb_fill_control_transfer(transfer, handle, buffer, Self.note, hasEnded, 0)
    }
    return submit()
  }

  mutating func cancel() {
    if isFlying { _ = unsafe libusb_cancel_transfer(transfer) }
  }

  /// How it ended, once; nil while it has not.
  mutating func takeOutcome() -> ReportOutcome? {
    guard isFlying, unsafe hasEnded.pointee, let transfer = unsafe transfer else { return nil }
    isFlying = false
    unsafe hasEnded.pointee = false
    switch unsafe transfer.pointee.status {
    case LIBUSB_TRANSFER_COMPLETED:
      return unsafe .done(length: Int(transfer.pointee.actual_length))
    case LIBUSB_TRANSFER_CANCELLED, LIBUSB_TRANSFER_TIMED_OUT: return .cancelled
    case LIBUSB_TRANSFER_STALL: return .stalled
    case LIBUSB_TRANSFER_OVERFLOW: return .babbled
    case LIBUSB_TRANSFER_NO_DEVICE: return .gone
    default: return .failed
    }
  }

  /// What an interrupt IN transfer has brought.
  var report: HIDReport {
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<HIDReport.length { bytes[index] = unsafe buffer[index] }
    return HIDReport(bytes: bytes)
  }

  private func load(_ report: HIDReport, at offset: Int) {
    for index in 0..<HIDReport.length { unsafe buffer[offset + index] = report.bytes[index] }
  }

  private mutating func submit() -> Bool {
    unsafe hasEnded.pointee = false
    isFlying = unsafe libusb_submit_transfer(transfer) == 0
    return isFlying
  }

  private static let note: libusb_transfer_cb_fn = { transfer in
    guard let ended = unsafe transfer?.pointee.user_data else { return }
    unsafe ended.assumingMemoryBound(to: Bool.self).pointee = true
  }
}
