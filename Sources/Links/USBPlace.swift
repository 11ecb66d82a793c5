// SPDX-License-Identifier: Apache-2.0

/// A HID interface that carries the protocol: its number and its interrupt endpoints.
public struct HIDInterface: Hashable, Sendable {
  public var number: UInt8
  /// Endpoint addresses, direction bit included (USB 2.0 §9.6.6).
  public var input: UInt8
  public var output: UInt8

  public init(number: UInt8, input: UInt8, output: UInt8) {
    self.number = number
    self.input = input
    self.output = output
  }
}

/// Where a device on USB can be reached now.
public struct USBPlace: Hashable, Sendable {
  /// Where it is plugged in, `1-2.3`.
  public var path: String
  /// The device's node, `/dev/bus/usb/001/004`: another after every replug.
  public var node: String
  public var hid: HIDInterface?
  /// Its serial line, `/dev/ttyACM0`.
  public var tty: String?
  /// Why it is to be left alone, if so.
  public var distrust: Distrust?

  public init(
    path: String, node: String, hid: HIDInterface? = nil, tty: String? = nil,
    distrust: Distrust? = nil
  ) {
    self.path = path
    self.node = node
    self.hid = hid
    self.tty = tty
    self.distrust = distrust
  }
}
