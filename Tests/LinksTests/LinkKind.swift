// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Links
import Testing

/// The links there are: every one passes the same suite.
enum LinkKind: String, CaseIterable, CustomTestStringConvertible {
  case pumped = "in process"
  case terminal = "over a pseudo-terminal"
  case socket = "over a socket"
  case packets = "over a socket of packets"
  case hid = "over a HID interface on a bus of its own"
  case usbHID = "over HID through the kernel"
  case usbSerial = "over CDC-ACM through the kernel"

  var testDescription: String { rawValue }

  /// Those there can be here: where a USB gadget is composed, those that need a kernel with one.
  static var here: [LinkKind] {
    PluggedGadget.composed == nil
      ? [.pumped, .terminal, .socket, .packets, .hid] : [.usbHID, .usbSerial]
  }

  /// Those on which a message is bytes among bytes.
  static var streaming: [LinkKind] {
    here.filter { [.pumped, .terminal, .socket, .packets, .usbSerial].contains($0) }
  }

  /// Those whose wire takes no more when nobody reads.
  static var filling: [LinkKind] { here.filter { [.terminal, .socket, .packets].contains($0) } }

  func bench() throws -> any LinkBench {
    let bench: any LinkBench =
      switch self {
      case .pumped: PumpedBench()
      case .terminal: try TerminalBench()
      case .socket: try SocketBench(packets: false)
      case .packets: try SocketBench(packets: true)
      case .hid: HIDBench()
      case .usbHID: try GadgetReportBench()
      case .usbSerial: try GadgetLineBench()
      }
    try bench.link.open()
    _ = bench.until { bench.port.state.isOpen }
    try bench.greet()
    return bench
  }
}

extension LinkBench {
  /// As every conversation begins; what a link may hold back until then may come after it.
  func greet() throws {
    try #require(port.send(.hello(Hello(major: 1, minor: 0, nonce: 1)), sequence: 0xFFFF))
    port.ring()
    let heard = hear { !$0.isEmpty }
    try #require(heard.count == 1)
    _ = until { port.statistics.commandsSent > 0 || self is PumpedBench }
  }
}
