// SPDX-License-Identifier: Apache-2.0

/// Where a device is, as it is written on the command line.
public enum DeviceAddress: Hashable, Sendable, CustomStringConvertible {
  /// `sim:t1`: a simulated reference device in the same process.
  case simulated(name: String)
  /// `serial:PATH`: a serial line, a USB CDC-ACM port or a pseudo-terminal.
  case serial(path: String)

  public init(_ text: String) throws(DaemonFailure) {
    guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else {
      throw .usage("'\(text)' is no device. Write sim:t1 or serial:PATH.")
    }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "sim":
      guard rest == "t1" else {
        throw .usage("There is no simulated device '\(rest)'. The one there is is sim:t1.")
      }
      self = .simulated(name: rest)
    case "serial": self = .serial(path: rest)
    case "usb":
      throw .usage(
        "Devices on plain USB are not driven yet. Name the serial line: serial:/dev/ttyACM0.")
    default: throw .usage("'\(text)' is no device. Write sim:t1 or serial:PATH.")
    }
  }

  public var description: String {
    switch self {
    case .simulated(let name): "sim:\(name)"
    case .serial(let path): "serial:\(path)"
    }
  }
}
