// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Daemon
import Foundation

/// Links to a daemon at a socket.
struct SocketSource: DaemonSource {
  let path: String

  /// Where the daemon listens unless told otherwise: `$TONUS_SOCKET`, then where one usually does.
  static func path(_ given: String?) -> String {
    if let given { return given }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["TONUS_SOCKET"], !path.isEmpty { return path }
    return DaemonPaths.client(environment, uid: getuid()) {
      FileManager.default.fileExists(atPath: $0)
    }
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
    return SocketSource(path: SocketSource.path(socket))
  }
}
