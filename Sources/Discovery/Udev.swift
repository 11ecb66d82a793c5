// SPDX-License-Identifier: Apache-2.0
import CUdev
import Glibc

/// libudev's context.
@safe struct Udev: ~Copyable {
  fileprivate let context: OpaquePointer

  init?() {
    guard let made = unsafe udev_new() else { return nil }
    unsafe context = made
  }

  deinit { unsafe udev_unref(context) }

  /// Shows every device on USB and every serial line there is now.
  func forEach(_ body: (borrowing UdevRecord) -> Void) {
    guard let list = unsafe udev_enumerate_new(context) else { return }
    defer { unsafe udev_enumerate_unref(list) }
    _ = unsafe udev_enumerate_add_match_subsystem(list, "usb")
    _ = unsafe udev_enumerate_add_match_subsystem(list, "tty")
    guard unsafe udev_enumerate_scan_devices(list) >= 0 else { return }
    var entry = unsafe udev_enumerate_get_list_entry(list)
    while let current = unsafe entry {
      if let device = unsafe udev_device_new_from_syspath(
        context, udev_list_entry_get_name(current))
      {
        body(unsafe UdevRecord(device))
      }
      unsafe entry = udev_list_entry_get_next(current)
    }
  }
}

/// The kernel's news of USB and serial lines, after the rules have set permissions.
@safe struct UdevMonitor: ~Copyable {
  private let monitor: OpaquePointer

  /// - Parameter udev: has to outlive it, as libudev's own count makes sure.
  init?(_ udev: borrowing Udev) {
    // Without a running udevd only the kernel itself has news.
    let source = unsafe access("/run/udev/control", F_OK) == 0 ? "udev" : "kernel"
    guard let made = unsafe udev_monitor_new_from_netlink(udev.context, source)
    else { return nil }
    _ = unsafe udev_monitor_filter_add_match_subsystem_devtype(made, "usb", "usb_device")
    _ = unsafe udev_monitor_filter_add_match_subsystem_devtype(made, "tty", nil)
    guard unsafe udev_monitor_enable_receiving(made) >= 0 else {
      unsafe udev_monitor_unref(made)
      return nil
    }
    unsafe monitor = made
  }

  deinit { unsafe udev_monitor_unref(monitor) }

  var descriptor: Int32 { unsafe udev_monitor_get_fd(monitor) }

  /// The next piece of news; nil when it was lost or is none.
  func receive() -> UdevRecord? {
    guard let device = unsafe udev_monitor_receive_device(monitor) else { return nil }
    return unsafe UdevRecord(device)
  }
}

/// What udev knows of one device.
@safe struct UdevRecord: ~Copyable {
  private let device: OpaquePointer

  fileprivate init(_ device: OpaquePointer) { unsafe self.device = device }

  deinit { unsafe udev_device_unref(device) }

  var action: String { unsafe text(udev_device_get_action(device)) }
  var subsystem: String { unsafe text(udev_device_get_subsystem(device)) }
  var type: String { unsafe text(udev_device_get_devtype(device)) }
  var syspath: String { unsafe text(udev_device_get_syspath(device)) }
  var name: String { unsafe text(udev_device_get_sysname(device)) }
  var node: String { unsafe text(udev_device_get_devnode(device)) }

  func attribute(_ name: String) -> String {
    unsafe text(udev_device_get_sysattr_value(device, name))
  }

  /// The directory of the USB device this belongs to; nil when it belongs to none.
  var usbParent: String? {
    guard
      let parent = unsafe udev_device_get_parent_with_subsystem_devtype(
        device, "usb", "usb_device")
    else { return nil }
    return unsafe text(udev_device_get_syspath(parent))
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
  }
}
