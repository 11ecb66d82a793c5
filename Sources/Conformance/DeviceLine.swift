// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// How a line carries messages: protocol §3 or §4.
public enum Carrier: String, Hashable, Sendable, Codable {
  case serial
  case hid = "HID"
}

/// By which endpoint a report leaves; a serial line knows only the first.
public enum Pipe: Hashable, Sendable {
  case usual
  /// SET_REPORT on the control endpoint (HID 1.11 §7.2.2).
  case control
}

/// Why a line cannot be used any more.
public struct LineLost: Error, Hashable, Sendable {
  public var reason: String
  public init(_ reason: String) { self.reason = reason }
}

/// An open way to a device, with a clock beside it.
///
/// On a simulated device both are virtual; on hardware a call really waits.
public protocol DeviceLine: AnyObject {
  var carrier: Carrier { get }
  /// What USB says the serial number is; nil where nobody says.
  var usbSerial: String? { get }
  /// The host's clock.
  var now: Instant { get }
  /// Sends bytes as they are: any on a serial line, one report of 64 on HID.
  func send(_ bytes: [UInt8], by pipe: Pipe) throws(LineLost)
  /// What came next, waiting for it until this moment at the latest; empty when nothing came.
  ///
  /// From a serial line some bytes, from HID one report.
  func receive(until moment: Instant) throws(LineLost) -> [UInt8]
}
