// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Foundation
import Ledger
import Links
import Logging
import Quantities
import Sessions
import Simulator
import Varlink

/// A whole daemon with a simulated device in this process, on one virtual clock.
///
/// Records are thrown away and no hardware can be opened. Clients use its socket like any other
/// daemon's; their leases live on the wall clock, at any speed.
public final class EmbeddedDaemon: Sendable {
  /// Where clients connect.
  public let socketPath: String
  /// Virtual seconds per second.
  public let speed: Double
  private let directory: String
  private let world: EmbeddedWorld
  let plane: ControlPlane
  private let server: Server
  private let log: Logger

  /// The most actuators that a simulated device has.
  public static let actuatorsMost = Engine.actuatorsMost

  /// Starts it; it is ready for clients when this returns, and its device a moment later.
  ///
  /// - Parameters:
  ///   - speed: virtual seconds per second, 1…1000.
  ///   - actuators: of the simulated device, 1…`actuatorsMost`.
  public static func start(
    speed: Double = 1, actuators: Int = 1,
    log: Logger = Logger(label: "tonus", factory: { _ in SwiftLogNoOpLogHandler() })
  ) async throws(DaemonFailure) -> EmbeddedDaemon {
    guard speed >= 1, speed <= 1000 else {
      throw .usage("Speed \(speed) is not possible. Give 1 to 1000.")
    }
    guard actuators >= 1, actuators <= actuatorsMost else {
      throw .usage("\(actuators) actuators are not possible. Give 1 to \(actuatorsMost).")
    }
    let settings = SimulatedDeviceSettings(actuators: actuators)
    let directory = NSTemporaryDirectory() + "tonus-\(getpid())-\(UInt32.random(in: .min ... .max))"
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
      return try await EmbeddedDaemon(
        speed: speed, settings: settings, directory: directory, log: log)
    } catch let failure as DaemonFailure {
      try? FileManager.default.removeItem(atPath: directory)
      throw failure
    } catch {
      try? FileManager.default.removeItem(atPath: directory)
      throw DaemonFailure("The simulation cannot be run: \(error)", .unavailable)
    }
  }

  private init(
    speed: Double, settings: SimulatedDeviceSettings, directory: String, log: Logger
  ) async throws {
    let epoch = ClockReading.system(synchronised: true).wall
    // Not at zero, so that moments before the start can be named.
    let clock = VirtualClock(start: Instant(milliseconds: 10_000), epoch: epoch)
    let daemonClock = clock.daemonClock(speed: speed)
    let store = try LedgerStore.temporary(now: daemonClock.reading())
    let peer = SimulatedPeer(SimulatedDevice(settings, now: clock.now))
    let link = PumpedLink(name: "sim:t1", peer: peer)
    try link.open()
    let plane = ControlPlane(
      units: [], store: store, catalogue: .standard, clock: daemonClock, timing: { .none })
    var facts = DeviceFacts(transport: "in process", path: link.name)
    facts.isSimulation = true
    let unit = plane.makeUnit(id: link.name, link: link, log: log) { [facts] in facts }
    plane.add(unit)
    let world = EmbeddedWorld(
      link: link, lane: unit.lane, plane: plane, clock: clock, speed: speed)
    let path = directory + "/" + DaemonPaths.socketName
    var listener = try UnixListener(path: path, mode: 0o600)
    server = try await Daemon.serve(plane, listening: listener.takeDescriptor(), log: log)
    self.listener = ListenerBox(listener)
    self.speed = speed
    self.directory = directory
    self.world = world
    self.plane = plane
    self.log = log
    socketPath = path
    try world.start()
  }

  /// Keeps the socket's path and lock for as long as the daemon lives.
  private final class ListenerBox: Sendable {
    private let listener: UnixListener
    init(_ listener: consuming UnixListener) { self.listener = listener }
  }
  private let listener: ListenerBox

  /// Ramps down, waits for standstill and throws everything away.
  public func stop() async {
    plane.shutDown()
    let deadline = ContinuousClock.now + .seconds(4)
    while !plane.isQuiet, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(2))
    }
    try? await Task.sleep(for: .milliseconds(20))
    await server.shutdown()
    world.stop()
    try? FileManager.default.removeItem(atPath: directory)
  }
}
