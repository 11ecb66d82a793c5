// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import DeviceProtocol
import Plant
import Quantities
import Simulator

struct USBCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usb",
    abstract: "Serves simulated devices over USB/IP, in real time.",
    discussion: """
      Each is a composite USB device: a vendor-defined HID interface and a CDC-ACM serial port, \
      \(USBIdentity.text), 'Tonus massager'. On a Linux machine with the module vhci-hcd, \
      'usbip attach -r 127.0.0.1 -b 1-1' plugs device 1 in, '1-2' device 2. With --attach this \
      program does so itself, and again after an unplug.

      Faults happen as scheduled with --fault, or as typed while it runs, a line each, for all \
      devices or for one: 'unplug', '2 plug', 'lift', 'press 15'. SIGUSR1 unplugs all devices, or \
      plugs them in again. A device is told what happens to it line by line on standard output.

      What a device may do to its host on purpose (--hostile):
      \(Hostility.list)
      """)

  @Option(help: "The TCP port to listen on; 0 takes a free one and tells it.")
  var port: UInt16 = 3240

  @Option(help: "The IPv4 address to listen on.")
  var address = "127.0.0.1"

  @Option(help: "Plug into vhci_hcd of this machine from this port of it on, instead of listening.")
  var attach: Int?

  @Option(help: "How many devices, 1 to 8; the serial number of device 2 ends with -2, and so on.")
  var count = 1

  @Option(help: "What a device does to its host: KIND for all, or DEVICE:KIND. May be repeated.")
  var hostile: [String] = []

  @OptionGroup var options: DeviceOptions

  func validate() throws {
    guard (1...8).contains(count) else {
      throw ValidationError("--count \(count) is not within 1 to 8.")
    }
    try DeviceOptions.check(serial: options.serial(of: count))
    for item in hostile { _ = try Self.hostility(item, count: count) }
  }

  func run() throws {
    let access: USBIPServer.Access =
      attach.map { .attach(firstPort: $0) } ?? .listen(address: address, port: port)
    let settings = try (1...count).map(settings)
    try serving { () throws(SimulatorError) in
      var server = try USBIPServer(settings, access: access)
      return try server.serve()
    }
  }

  private func settings(of number: Int) throws -> USBDeviceSettings {
    var kind: Hostility?
    for item in hostile {
      let (index, hostility) = try Self.hostility(item, count: count)
      if index == nil || index == number { kind = hostility }
    }
    return USBDeviceSettings(
      try options.settings(number: number, serial: kind == .twin ? options.serial : nil),
      hostility: kind,
      truth: options.truth.map { number == 1 ? $0 : "\($0).\(number)" })
  }

  private static func hostility(_ item: String, count: Int) throws -> (Int?, Hostility) {
    let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.last, let kind = Hostility(rawValue: String(name)) else {
      throw ValidationError("--hostile '\(item)' is not known; --help lists the kinds.")
    }
    guard parts.count == 2 else { return (nil, kind) }
    guard let device = Int(parts[0]), (1...count).contains(device) else {
      throw ValidationError("--hostile '\(item)' names no device; there are 1 to \(count).")
    }
    return (device, kind)
  }
}
