// SPDX-License-Identifier: Apache-2.0

/// A USB device with the ids of a massager, as the kernel and udev show it.
public struct USBFacts: Codable, Hashable, Sendable {
  public struct Interface: Codable, Hashable, Sendable {
    public var number: Int
    /// As in the descriptor: 3 is HID, 2 and 10 are CDC.
    public var interfaceClass: Int
    /// The kernel driver bound to it; `usbfs` is a program that has claimed it.
    public var driver: String?

    public init(number: Int, interfaceClass: Int, driver: String?) {
      self.number = number
      self.interfaceClass = interfaceClass
      self.driver = driver
    }
  }

  /// A program that has the node open.
  public struct Holder: Codable, Hashable, Sendable {
    public var process: Int
    public var name: String

    public init(process: Int, name: String) {
      self.process = process
      self.name = name
    }
  }

  /// The kernel's name of the port: `1-1.2`.
  public var port: String
  public var product: String
  public var serial: String
  public var node: Facts.Node?
  /// Serial ports it has.
  public var ports: [Facts.Node]
  public var interfaces: [Interface]
  /// `power/control`: `on`, or `auto` where the kernel may suspend it.
  public var powerControl: String
  public var isHiddenFromModemManager: Bool
  /// Those that who asks may know of: their own programs, and all for root.
  public var holders: [Holder]

  public init(
    port: String, product: String, serial: String, node: Facts.Node?, ports: [Facts.Node],
    interfaces: [Interface], powerControl: String, isHiddenFromModemManager: Bool,
    holders: [Holder] = []
  ) {
    self.port = port
    self.product = product
    self.serial = serial
    self.node = node
    self.ports = ports
    self.interfaces = interfaces
    self.powerControl = powerControl
    self.isHiddenFromModemManager = isHiddenFromModemManager
    self.holders = holders
  }

  /// The ids are shared by prototypes of many people: only the name tells ours (device protocol §5).
  var isMassager: Bool { product.hasPrefix("Tonus") }

  var name: String { serial.isEmpty ? "USB \(port)" : "'\(serial)' (USB \(port))" }
}
