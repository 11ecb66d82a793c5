// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation

/// Links to a daemon at a socket.
struct SocketSource: DaemonSource {
  let path: String
  var speed: Double { 1 }

  /// Where the daemon listens unless told otherwise: `$TONUS_SOCKET`, `$RUNTIME_DIRECTORY`,
  /// `$XDG_RUNTIME_DIR/tonus`, `/run/tonus`.
  static func path(_ given: String?) -> String {
    if let given { return given }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["TONUS_SOCKET"], !path.isEmpty { return path }
    if let path = environment["XDG_RUNTIME_DIR"], !path.isEmpty {
      return path + "/tonus/tonus.sock"
    }
    return "/run/tonus/tonus.sock"
  }

  func connect() async throws -> any DaemonLink {
    do {
      return SocketLink(client: try await TonusClient.connect(path: path))
    } catch {
      throw CommandFailure(
        name: "NoDaemon",
        message:
          "No daemon answers at '\(path)'; start one with 'tonusd --device sim:t1', name its socket with --socket, or use --simulate.",
        exit: .unavailable)
    }
  }

  func close() async {}
}

extension GlobalOptions {
  /// The daemon that the options mean.
  func source() async throws -> any DaemonSource {
    SocketSource(path: SocketSource.path(socket))
  }
}
