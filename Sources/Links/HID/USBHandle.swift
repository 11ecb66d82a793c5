// SPDX-License-Identifier: Apache-2.0
import CLibUSB
import Glibc

/// A claimed interface of one device, and the libusb context that serves it alone.
///
/// The device's node is opened here and handed to libusb, which looks for no other device. A kernel
/// driver is detached with the claim and comes back with its end.
@safe struct USBHandle: ~Copyable, @unchecked Sendable {
  /// `[C]` A control transfer takes a few milliseconds; a device that takes longer is broken.
  static let controlPatience: UInt32 = 500

  private let descriptor: Int32
  private var context: OpaquePointer?
  private var handle: OpaquePointer?
  private var claimed: Int32?

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    unsafe context = nil
    unsafe handle = nil
  }

  deinit {
    if let claimed { unsafe libusb_release_interface(handle, claimed) }
    if unsafe handle != nil { unsafe libusb_close(handle) }
    if unsafe context != nil { unsafe libusb_exit(context) }
    Glibc.close(descriptor)
  }

  /// Opens a device by its node, `/dev/bus/usb/001/004`, and claims an interface.
  ///
  /// Waits for the device and for the kernel: not for a thread that must not.
  static func claim(_ interface: UInt8, of node: String) throws(LinkError) -> USBHandle {
    let opened = unsafe Glibc.open(node, O_RDWR | O_CLOEXEC)
    guard opened >= 0 else { throw LinkError(opening: node, errno: errno) }
    var usb = USBHandle(descriptor: opened)
    _ = ctonus_usb_without_discovery()
    try check(unsafe libusb_init(&usb.context), node)
    try check(unsafe libusb_wrap_sys_device(usb.context, Int(opened), &usb.handle), node)
    _ = unsafe libusb_set_auto_detach_kernel_driver(usb.handle, 1)
    try check(unsafe libusb_claim_interface(usb.handle, Int32(interface)), node)
    usb.claimed = Int32(interface)
    return usb
  }

  private static func check(_ result: Int32, _ node: String) throws(LinkError) {
    guard result < 0 else { return }
    throw LinkError(opening: node, errno: errnoOf(result))
  }

  private static func errnoOf(_ result: Int32) -> Int32 {
    switch libusb_error(rawValue: result) {
    case LIBUSB_ERROR_NO_DEVICE, LIBUSB_ERROR_NOT_FOUND: ENODEV
    case LIBUSB_ERROR_BUSY: EBUSY
    case LIBUSB_ERROR_ACCESS: EACCES
    case LIBUSB_ERROR_NO_MEM: ENOMEM
    case LIBUSB_ERROR_TIMEOUT: ETIMEDOUT
    case LIBUSB_ERROR_PIPE: EPIPE
    default: EIO
    }
  }

  /// The interface's report descriptor, at most `limit` bytes (HID 1.11 §7.1.1).
  ///
  /// Waits for the device.
  func reportDescriptor(limit: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: limit)
    let length = unsafe libusb_control_transfer(
      handle, 0x81, 0x06, 0x2200, UInt16(claimed ?? 0), &bytes, UInt16(limit),
      Self.controlPatience)
    return length >= 0 ? Array(bytes.prefix(Int(length))) : nil
  }

  /// Clears an endpoint's halt on both sides (USB 2.0 §9.4.5).
  ///
  /// Waits for the device.
  func clearHalt(endpoint: UInt8) -> Bool { unsafe libusb_clear_halt(handle, endpoint) == 0 }

  /// The number of the claimed interface.
  var interface: UInt8 { UInt8(claimed ?? 0) }

  /// Handles what has happened, without waiting for more.
  func handleEvents() {
    var now = timeval()
    _ = unsafe libusb_handle_events_timeout_completed(context, &now, nil)
  }

  /// Handles what happens within this time.
  func handleEvents(milliseconds: Int) {
    var wait = timeval(tv_sec: 0, tv_usec: milliseconds * 1000)
    _ = unsafe libusb_handle_events_timeout_completed(context, &wait, nil)
  }

  /// Shows each descriptor that has to be watched, and whether for writing.
  func forEachDescriptor(_ body: (Int32, _ forWriting: Bool) -> Void) {
    guard let list = unsafe libusb_get_pollfds(context) else { return }
    var next = unsafe list
    while let entry = unsafe next.pointee {
      unsafe body(entry.pointee.fd, Int32(entry.pointee.events) & POLLOUT != 0)
      unsafe next += 1
    }
    unsafe libusb_free_pollfds(list)
  }

  /// Lends libusb's handle.
  func withHandle(_ body: (OpaquePointer?) -> Void) { unsafe body(handle) }
}
