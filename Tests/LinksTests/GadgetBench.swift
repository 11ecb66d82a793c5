// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Glibc
import Testing

@testable import Links

/// A device made of the kernel's own HID and ACM functions, plugged in for one test.
///
/// Composed in configfs by Tests/usb; only plugged and unplugged here.
final class PluggedGadget {
  /// Where it is composed; nil where there is none.
  static let composed = ProcessInfo.processInfo.environment["TONUS_USB_GADGET"]
  private static let controller = "dummy_udc.0"
  private static let bus = "/sys/bus/usb/devices"

  private let folder: String
  /// The device's directory in sysfs, of the host's side.
  let host: String

  init() throws {
    folder = try #require(Self.composed)
    try Self.controller.write(toFile: "\(folder)/UDC", atomically: false, encoding: .utf8)
    var found: String?
    for _ in 0..<20_000 where found == nil {
      Thread.sleep(forTimeInterval: 0.001)
      found = Self.device()
    }
    host = try #require(found)
  }

  deinit { unplug() }

  /// Pulls it out and waits until the host has noticed.
  func unplug() {
    try? "\n".write(toFile: "\(folder)/UDC", atomically: false, encoding: .utf8)
    while FileManager.default.fileExists(atPath: host) { Thread.sleep(forTimeInterval: 0.001) }
  }

  /// The node under /dev/bus/usb.
  var node: String {
    func number(_ name: String) -> String {
      let text = (try? String(contentsOfFile: "\(host)/\(name)", encoding: .utf8)) ?? ""
      let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
    return "/dev/bus/usb/\(number("busnum"))/\(number("devnum"))"
  }

  /// The HID interface, by the endpoints that the kernel has found in it.
  var hid: HIDInterface? {
    let endpoints = Self.names(in: "\(host):1.0").compactMap {
      $0.hasPrefix("ep_") ? UInt8($0.dropFirst(3), radix: 16) : nil
    }
    guard let input = endpoints.first(where: { $0 & 0x80 != 0 }),
      let output = endpoints.first(where: { $0 & 0x80 == 0 })
    else { return nil }
    return HIDInterface(number: 0, input: input, output: output)
  }

  /// Complete with the terminal, which its driver makes last.
  private static func device() -> String? {
    for name in names(in: bus) where !name.contains(":") {
      guard (try? String(contentsOfFile: "\(bus)/\(name)/idVendor", encoding: .utf8)) == "1209\n",
        FileManager.default.fileExists(atPath: "\(bus)/\(name):1.1/tty")
      else { continue }
      return "\(bus)/\(name)"
    }
    return nil
  }

  var terminal: String { "/dev/\(Self.names(in: "\(host):1.1/tty").first ?? "none")" }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}

/// HID through the kernel, usbfs and libusb; the device's end is the gadget's node.
final class GadgetReportBench: LinkBench {
  private let gadget: PluggedGadget
  private let usb = USBLink(name: "usb:gadget")
  private var descriptor: Int32
  var link: any Link { usb }

  init() throws {
    gadget = try PluggedGadget()
    descriptor = unsafe open("/dev/hidg0", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    try #require(descriptor >= 0)
    let hid = try #require(gadget.hid)
    usb.attach(USBPlace(path: "gadget", node: gadget.node, hid: hid))
  }

  deinit {
    usb.close()
    if descriptor >= 0 { close(descriptor) }
  }

  func say(_ message: DeviceMessage, sequence: UInt16) {
    _ = until { write(HIDReport(message, sequence: sequence)) }
  }

  func noise(_ bytes: [UInt8]) -> Bool {
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    for (index, byte) in bytes.prefix(64).enumerated() { report.bytes[index] = byte }
    return write(report)
  }

  private func write(_ report: HIDReport) -> Bool {
    let span = report.bytes.span
    return unsafe span.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, 64) } == 64
  }

  func hear() -> [Heard] {
    var heard: [Heard] = []
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    while true {
      var span = report.bytes.mutableSpan
      let count = unsafe span.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, 64) }
      guard count == 64 else { return heard }
      guard case .message(let message, let sequence) = report.decodeHostMessage() else { continue }
      heard.append(Heard(message: message, sequence: sequence))
    }
  }

  func pass() { Thread.sleep(forTimeInterval: 0.001) }

  func unplug() { gadget.unplug() }
}

/// CDC-ACM through the kernel; the device's end is the gadget's terminal.
final class GadgetLineBench: StreamBench {
  private let gadget: PluggedGadget

  init() throws {
    gadget = try PluggedGadget()
    let device = try Line.serial(path: "/dev/ttyGS0", baud: 0)
    let end = dup(device.descriptor)
    super.init(link: SerialLink(path: gadget.terminal), descriptor: end)
  }

  override func unplug() { gadget.unplug() }
}
