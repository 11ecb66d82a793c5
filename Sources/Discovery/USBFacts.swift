// SPDX-License-Identifier: Apache-2.0

/// What the kernel says of a device on USB, without anybody having touched it.
public struct USBFacts: Hashable, Sendable {
  /// The device's directory in sysfs, its identity for as long as it is plugged in.
  public var syspath: String
  /// Where it is plugged in, `1-2.3`.
  public var path: String
  /// Its node, `/dev/bus/usb/001/004`.
  public var node: String
  public var vendor: UInt16
  public var product: UInt16
  public var productName: String
  public var serial: String
  /// Device and configuration descriptors as the device sent them (USB 2.0 §9.6).
  public var descriptors: [UInt8]

  public init(
    syspath: String, path: String, node: String, vendor: UInt16, product: UInt16,
    productName: String, serial: String, descriptors: [UInt8]
  ) {
    self.syspath = syspath
    self.path = path
    self.node = node
    self.vendor = vendor
    self.product = product
    self.productName = productName
    self.serial = serial
    self.descriptors = descriptors
  }
}

/// Something the kernel has said.
public enum USBNews: Hashable, Sendable {
  case device(USBFacts)
  case gone(syspath: String)
  /// A serial line of a device, by the device's directory and the line's node.
  case tty(of: String, node: String)
  case ttyGone(node: String)
  /// After a look around: there are no other devices than these.
  case only(Set<String>)
}
