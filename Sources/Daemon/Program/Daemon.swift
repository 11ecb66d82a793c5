// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Foundation
import Ledger
import Links
import Logging
import Quantities
import Realtime
import Sessions
import Varlink

/// The parts of a running daemon, from the devices to the socket.
final class Daemon: Sendable {
  static let version = "0.1.0"

  let plane: ControlPlane
  let ticks: TickThread
  let control: ControlThread
  let server: Server
  private let connections: [DeviceConnection]
  private let fleet: USBFleet?
  private let recorder: Recorder?

  /// Opens devices and records, and serves the control interface on a listening socket.
  static func start(
    devices: [DeviceAddress], state: String, recording: String?, listening descriptor: Int32,
    log: Logger
  ) async throws -> Daemon {
    let store: LedgerStore
    do {
      store = try LedgerStore.open(directory: state, now: DaemonClock.machine.reading())
    } catch {
      throw DaemonFailure(error)
    }
    report(store, log)
    return try await Daemon(
      devices: devices, store: store,
      recorder: recording.map { try Recorder(path: $0, log: log) }, listening: descriptor, log: log)
  }

  private init(
    devices: [DeviceAddress], store: LedgerStore, recorder: Recorder?,
    listening descriptor: Int32, log: Logger
  ) async throws {
    let clock = DaemonClock.machine
    var connections: [DeviceConnection] = []
    let arrivals = LaneArrivals()
    let ticks = try TickThread(body: LaneTicks(lanes: [], arrivals: arrivals))
    for warning in ticks.warnings {
      log.warning("\(warning) Running without; timing is worse under load.")
    }
    let plane = ControlPlane(
      units: [], store: store, catalogue: .standard, clock: clock,
      timing: { Control.Timing(ticks.report, ticks.lateness.summary) }, grants: ticks.grants,
      recorder: recorder)
    for address in devices {
      guard let connection = try DeviceConnection.open(address, log: log) else { continue }
      connections.append(connection)
      let unit = plane.makeUnit(id: address.description, link: connection.link, log: log) {
        connection.facts
      }
      plane.add(unit)
      arrivals.add(unit.lane)
    }
    fleet = try Self.fleet(devices, plane, arrivals, log)
    control = try ControlThread(plane)
    server = try await Self.serve(
      plane, listening: descriptor,
      urgency: Urgency(
        rise: { CallingThread.rise(to: RealtimeThread.stopPriority) },
        fall: { CallingThread.fall() }, computed: { CallingThread.computed }),
      log: log)
    self.plane = plane
    self.ticks = ticks
    self.connections = connections
    self.recorder = recorder
  }

  /// Begins to watch USB, where it is wanted.
  private static func fleet(
    _ devices: [DeviceAddress], _ plane: ControlPlane, _ arrivals: LaneArrivals, _ log: Logger
  ) throws(DaemonFailure) -> USBFleet? {
    var serials: Set<String> = []
    var isWanted = false
    var isAll = false
    for case .usb(let serial) in devices {
      isWanted = true
      if let serial { serials.insert(serial) } else { isAll = true }
    }
    guard isWanted else { return nil }
    let fleet = USBFleet(
      wanted: isAll ? nil : serials, plane: plane, arrivals: arrivals, log: log)
    do {
      try fleet.watch()
    } catch {
      throw DaemonFailure("\(error)", .unavailable)
    }
    return fleet
  }

  /// Serves a control plane on a listening socket.
  static func serve(
    _ plane: ControlPlane, listening descriptor: Int32, urgency: Urgency? = nil, log: Logger
  ) async throws -> Server {
    let service = try Service(
      ServiceIdentity(
        vendor: "Tonus", product: "tonusd", version: version, url: "https://tonus.dev"),
      interfaces: [ControlService(plane, log: log)],
      refuse: { ControlError($0).varlink })
    return try await Server.start(service, listening: descriptor, urgency: urgency)
  }

  /// Ramps down, waits for standstill and for its record, and ends; loud when it is not confirmed.
  func shutDown(log: Logger) async throws(DaemonFailure) {
    plane.shutDown()
    await server.stopListening()
    var failure: DaemonFailure?
    let deadline = ContinuousClock.now + .seconds(4)
    while !plane.isQuiet {
      guard ContinuousClock.now < deadline else {
        failure = DaemonFailure(
          "Standstill is not confirmed. Take the device off your body and unplug it.",
          .standstillUnconfirmed)
        break
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
    for unit in plane.units where unit.status.standstill.outcome == .unconfirmed {
      failure = DaemonFailure(
        "'\(unit.id)' has not confirmed standstill. Take it off your body and unplug it.",
        .standstillUnconfirmed)
    }
    // Replies to the last stops are on their way out.
    try? await Task.sleep(for: .milliseconds(50))
    await server.shutdown()
    control.stop()
    ticks.stop()
    fleet?.close()
    for connection in connections { connection.close() }
    recorder?.close()
    if let failure { throw failure }
  }

  private static func report(_ store: LedgerStore, _ log: Logger) {
    if let aside = store.setAside {
      log.error(
        "The records were damaged (\(aside.finding)) and are set aside as '\(aside.path)'. Nothing runs until doses of the last day cannot count any more."
      )
    }
    for session in store.interrupted {
      log.warning("Session '\(session)' was cut off with the daemon; it counts as charged.")
    }
  }
}

extension Control.Timing {
  init(_ report: TickReport, _ lateness: LatenessSummary) {
    func microseconds(_ interval: Interval) -> Double { Double(interval.nanoseconds) / 1000 }
    self.init(
      ticks: Int(clamping: report.ticks), lateTicks: Int(clamping: report.missed),
      latenessP50us: microseconds(lateness.median), latenessP99us: microseconds(lateness.p99),
      latenessP999us: microseconds(lateness.p999), latenessMaxUs: microseconds(lateness.maximum),
      allocations: report.allocations.map { Int(clamping: $0) } ?? -1)
  }
}

extension Control.Timing {
  /// Where no real-time thread ticks.
  static var none: Control.Timing {
    Control.Timing(
      ticks: 0, lateTicks: 0, latenessP50us: 0, latenessP99us: 0, latenessP999us: 0,
      latenessMaxUs: 0, allocations: 0)
  }
}
