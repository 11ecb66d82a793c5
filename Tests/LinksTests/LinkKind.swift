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
  case hid = "over a HID interface on a bus of its own"

  var testDescription: String { rawValue }

  /// Those on which a message is bytes among bytes.
  static var streaming: [LinkKind] { [.pumped, .terminal, .socket] }

  func bench() throws -> any LinkBench {
    let bench: any LinkBench =
      switch self {
      case .pumped: PumpedBench()
      case .terminal: try TerminalBench()
      case .socket: try SocketBench()
      case .hid: HIDBench()
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
