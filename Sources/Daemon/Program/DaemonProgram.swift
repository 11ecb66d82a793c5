// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Logging
import Realtime
import ServiceLifecycle
import UnixSignals
import Varlink

/// What `tonusd` does from its first line to its last.
public enum DaemonProgram {
  /// Runs until a signal ends it, gracefully.
  public static func run(_ given: DaemonOptions) async throws(DaemonFailure) {
    let log = Logger(label: "tonusd")
    do {
      try await run(given.merged(), log: log)
    } catch let failure as DaemonFailure {
      throw failure
    } catch let failure as UnixListener.Failure {
      throw DaemonFailure(failure)
    } catch {
      throw DaemonFailure("The daemon cannot go on: \(error)", .unavailable)
    }
  }

  private static func run(_ options: DaemonOptions, log: Logger) async throws {
    let environment = ProcessInfo.processInfo.environment
    let named = options.devices.isEmpty ? ["usb"] : options.devices
    let devices = try named.map { try DeviceAddress($0) }
    if let twice = Dictionary(grouping: devices, by: \.description).first(where: { $1.count > 1 }) {
      throw DaemonFailure.usage("Device '\(twice.key)' is named twice. Name it once.")
    }
    guard let state = options.state ?? DaemonPaths.state(environment) else {
      throw DaemonFailure.usage(
        "There is no place for the records. Name a directory with --state.")
    }
    let notifier = ServiceNotifier(environment: environment, processID: getpid())
    let activation = ServiceSockets(environment: environment, processID: getpid())
    func serve(_ descriptor: Int32, where place: String) async throws {
      try await run(
        DaemonService(notifier: notifier, log: log) {
          let daemon = try await Daemon.start(
            devices: devices, state: state, recording: options.record, listening: descriptor,
            log: log)
          let names = daemon.plane.units.map(\.id).joined(separator: ", ")
          log.notice("Listening on \(place), devices: \(names.isEmpty ? "none yet" : names).")
          return daemon
        }, log)
    }
    if let descriptor = try activation.control() {
      try await serve(descriptor, where: "the service manager's socket")
    } else {
      let path = try socketPath(options, environment)
      var listener = try UnixListener(path: path, group: options.group)
      try await serve(listener.takeDescriptor(), where: "'\(path)'")
    }
  }

  /// Traps the signals first and starts the daemon after: none ends it hard once it serves.
  private static func run(_ service: DaemonService, _ log: Logger) async throws {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          ServiceGroupConfiguration.ServiceConfiguration(
            service: service, successTerminationBehavior: .gracefullyShutdownGroup)
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: quiet(log)))
    try await group.run()
  }

  private static func socketPath(_ options: DaemonOptions, _ environment: [String: String])
    throws(DaemonFailure) -> String
  {
    guard let path = options.socket ?? DaemonPaths.socket(environment, uid: getuid()) else {
      throw .usage("There is no place for the socket. Name a path with --socket.")
    }
    guard options.socket == nil else { return path }
    do {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
    } catch {
      throw DaemonFailure(
        "Could not make the directory of '\(path)'. Name another socket with --socket.", .lost)
    }
    return path
  }

  /// The lifecycle's own messages tell nothing a person needs.
  private static func quiet(_ log: Logger) -> Logger {
    var quiet = log
    quiet.logLevel = .error
    return quiet
  }
}

/// The daemon as the lifecycle sees it: tells the service manager, feeds its watchdog, ends softly.
private struct DaemonService: ServiceLifecycle.Service {
  let notifier: ServiceNotifier
  let log: Logger
  let start: @Sendable () async throws -> Daemon

  func run() async throws {
    let daemon = try await start()
    notifier.ready(status: "\(daemon.plane.units.count) devices")
    await withGracefulShutdownHandler {
      await cancelWhenGracefulShutdown { await feedWatchdog(of: daemon) }
    } onGracefulShutdown: {
      // Nothing is waited for before the ramp begins.
      daemon.plane.shutDown()
    }
    notifier.stopping(status: "ramping down")
    log.notice("Ending: ramping down.")
    try await daemon.shutDown(log: log)
    log.notice("Ended.")
  }

  private func feedWatchdog(of daemon: Daemon) async {
    var ticks = ServiceWatchdog()
    var turns = ServiceWatchdog()
    let period = notifier.watchdogMicroseconds.map { Duration.microseconds(Int64($0 / 3)) }
    while !Task.isCancelled {
      // Both the tick and the control plane have to be alive.
      let isTicking = ticks.advances(ticks: daemon.ticks.report.ticks)
      let isTurning = turns.advances(ticks: daemon.control.turns)
      if period != nil, isTicking, isTurning { notifier.watchdog() }
      try? await Task.sleep(for: period ?? .seconds(3600))
    }
  }
}
