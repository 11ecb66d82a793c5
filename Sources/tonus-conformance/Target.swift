// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Conformance
import ConformanceLines
import Discovery
import Links
import Simulator

/// Where the device is that is to be examined.
enum Target: Hashable, ExpressibleByArgument, CustomStringConvertible {
  case serial(path: String)
  case usb(name: String?)
  case simulated

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    switch parts.first {
    case "serial" where parts.count == 2: self = .serial(path: parts[1])
    case "usb": self = .usb(name: parts.count == 2 ? parts[1] : nil)
    case "sim" where parts.count == 1: self = .simulated
    default: return nil
    }
  }

  var description: String {
    switch self {
    case .serial(let path): "serial:\(path)"
    case .usb(let name): name.map { "usb:\($0)" } ?? "usb"
    case .simulated: "sim"
    }
  }
}

/// The ways to the device: one, or two.
struct Lines {
  let main: any DeviceLine
  let second: (any DeviceLine)?

  init(_ target: Target, second other: Target?, broken: String?) throws {
    let third: (any DeviceLine)? =
      if case .serial(let path)? = other { try SerialDeviceLine(path: path) } else { nil }
    switch target {
    case .serial(let path):
      main = try SerialDeviceLine(path: path)
      second = third
    case .usb(let name):
      guard let found = try USBSearch.find(name) else {
        throw LinkError(code: .missing, name: target.description)
      }
      main = try HIDDeviceLine(found.place, usbSerial: found.serial)
      if let third {
        second = third
      } else {
        second = try found.place.tty.map {
          try SerialDeviceLine(path: $0, usbSerial: found.serial)
        }
      }
    case .simulated:
      var settings = SimulatedDeviceSettings()
      do { settings.broken = try broken.map { try BrokenRule(name: $0) } } catch {
        throw ValidationError("\(error)")
      }
      let board = SimulatedBoard(settings)
      main = SimulatedLine(board, .serial)
      second = SimulatedLine(board, .hid)
    }
  }
}
