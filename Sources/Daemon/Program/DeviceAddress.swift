// SPDX-License-Identifier: Apache-2.0

/// Where a device is, as it is written on the command line.
public enum DeviceAddress: Hashable, Sendable, CustomStringConvertible {
  /// `sim:t1`: a simulated reference device in the same process; `sim:t2`: one with two actuators.
  case simulated(name: String)
  /// `serial:PATH`: a serial line, a USB CDC-ACM port or a pseudo-terminal.
  case serial(path: String)
  /// `usb`: every device on USB, as it comes and goes; `usb:SERIAL`: only that one.
  case usb(serial: String?)

  public init(_ text: String) throws(DaemonFailure) {
    guard text != "usb" else {
      self = .usb(serial: nil)
      return
    }
    guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else {
      throw .usage("'\(text)' is no device. Write usb, sim:t1 or serial:PATH.")
    }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "sim":
      guard rest == "t1" || rest == "t2" else {
        throw .usage(
          "There is no simulated device '\(rest)'. There are sim:t1, and sim:t2 with two actuators."
        )
      }
      self = .simulated(name: rest)
    case "serial": self = .serial(path: rest)
    case "usb": self = .usb(serial: rest)
    default: throw .usage("'\(text)' is no device. Write usb, sim:t1 or serial:PATH.")
    }
  }

  public var description: String {
    switch self {
    case .simulated(let name): "sim:\(name)"
    case .serial(let path): "serial:\(path)"
    case .usb(let serial): serial.map { "usb:\($0)" } ?? "usb"
    }
  }
}
