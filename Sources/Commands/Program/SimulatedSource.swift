// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Daemon

/// A daemon of this process's own with a simulated device, for `--simulate`.
struct SimulatedSource: DaemonSource {
  private let daemon: EmbeddedDaemon
  private let socket: SocketSource

  /// Starts it and waits until its device has introduced itself.
  static func start(speed: Double, actuators: Int = 1) async throws -> SimulatedSource {
    let daemon: EmbeddedDaemon
    do {
      daemon = try await EmbeddedDaemon.start(speed: speed, actuators: actuators)
    } catch {
      throw CommandFailure(
        name: "NoDaemon", message: "\(error)", exit: .unavailable)
    }
    let source = SimulatedSource(
      daemon: daemon, socket: SocketSource(path: daemon.socketPath))
    let link = try await source.connect()
    for _ in 0..<300 {
      let states = try await link.devices().map(\.state)
      if !states.contains("absent"), !states.contains("identifying") { break }
      try? await Task.sleep(for: .milliseconds(10))
    }
    await link.close()
    return source
  }

  func connect() async throws -> any DaemonLink { try await socket.connect() }
  func close() async { await daemon.stop() }
}
