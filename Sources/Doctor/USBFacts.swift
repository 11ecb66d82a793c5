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

  public init(
    port: String, product: String, serial: String, node: Facts.Node?, ports: [Facts.Node],
    interfaces: [Interface], powerControl: String, isHiddenFromModemManager: Bool
  ) {
    self.port = port
    self.product = product
    self.serial = serial
    self.node = node
    self.ports = ports
    self.interfaces = interfaces
    self.powerControl = powerControl
    self.isHiddenFromModemManager = isHiddenFromModemManager
  }

  /// The ids are shared by prototypes of many people: only the name tells ours (device protocol §5).
  var isMassager: Bool { product.hasPrefix("Tonus") }

  var name: String { serial.isEmpty ? "USB \(port)" : "'\(serial)' (USB \(port))" }
}
