// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Daemon
import Foundation

/// Links to a daemon at a socket.
struct SocketSource: DaemonSource {
  let path: String

  /// Where the daemon listens unless told otherwise: `$TONUS_SOCKET`, then its own choice.
  static func path(_ given: String?) throws(CommandFailure) -> String {
    if let given { return given }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["TONUS_SOCKET"], !path.isEmpty { return path }
    guard let path = DaemonPaths.socket(environment, uid: getuid()) else {
      throw CommandFailure(
        name: "NoDaemon",
        message:
          "There is no XDG_RUNTIME_DIR to look for the daemon's socket in; name it with --socket.",
        exit: .unavailable)
    }
    return path
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
    if simulate {
      return try await SimulatedSource.start(speed: speed ?? 1, actuators: actuators ?? 1)
    }
    return SocketSource(path: try SocketSource.path(socket))
  }
}
