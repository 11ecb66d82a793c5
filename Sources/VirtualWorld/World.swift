// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Plant
import Quantities
import Sessions
import Simulator

/// Client, daemon core, link and device on one virtual clock, in one thread, from one seed.
public struct World: Sendable {
  public let scenario: Scenario
  public let canary: Canary?
  var now = Instant(milliseconds: 1_000_000)
  let began = Instant(milliseconds: 1_000_000)
  var time: Int64 = 0
  var nextEvent = 0

  var device: SimulatedDevice
  /// Whether the cable is in, and whether the daemon knows.
  var isAttached = true
  var isLinked = false

  var engine: Engine
  var supervisor: Supervisor
  var accounting = InMemoryAccounting()
  var decoder = DeviceSerialDecoder()
  var inbox = EngineInbox()
  var outbox = EngineOutbox()
  var commands: [EngineCommand] = []
  var pendingStop: StopReason?
  var waiting: [Inbound] = []
  var waitingFirst = 0
  var records: [EngineRecord] = []
  var engineStalledUntil: Int64 = 0
  var controlStalledUntil: Int64 = 0
  var daemonDeadUntil: Int64 = 0
  var restarts: UInt32 = 0

  var client: WorldClient
  var requestCounter: UInt64 = 0
  let undertaking: Undertaking

  // What the checkers are told.
  var plants = InlineArray<2, PlantWatch>(repeating: PlantWatch())
  var leases = LeaseChecker()
  var uncertain = UncertainChecker()
  /// Something hid telemetry from the daemon, or the daemon from itself.
  var isDisturbed = false
  var sensorBroken = false
  var resets: UInt32 = 0
  var powerCycles = 0
  var openingsBefore = 0
  var leaseUntil = Instant.zero
  var stopTold = false
  var clearSent = false
  var setpointLeft: Setpoint?
  var proved: Bounds?
  var provedSegment: Int32 = -1
  /// Requests that came while the control plane stood still.
  var late: [(RequestID, Request, ConnectionID)] = []
  /// The ledger failed, or the daemon died before it could settle: charges then stand for deliveries.
  var hasLostBooks = false
  var finished: [SessionRecord] = []

  public internal(set) var violation: Violation?
  var digest = Digest()
  /// What is worth seeing in a replay.
  public internal(set) var log: [String] = []
  let isLogging: Bool

  public init(_ scenario: Scenario, canary: Canary? = nil, logging: Bool = false) {
    self.scenario = scenario
    self.canary = canary
    isLogging = logging
    var parameters = PlantParameters.reference(
      load: scenario.load, set: scenario.set, preload: Force(newtons: scenario.preload))
    if scenario.spread > 0 {
      parameters = parameters.spread(scenario.spread, seed: scenario.seed &+ 11)
    }
    var settings = SimulatedDeviceSettings(
      seed: scenario.seed &+ 12, actuators: scenario.actuators)
    settings.plant = parameters
    settings.latency = .microseconds(scenario.latencyMicroseconds)
    settings.jitter = .microseconds(scenario.jitterMicroseconds)
    settings.driftPartsPerMillion = scenario.driftPartsPerMillion
    settings.defect =
      switch canary {
      case .expiryOff: .expiryOff
      case .guardBroken: .guardBlind
      case .envelopeBroken, nil: nil
      }
    device = SimulatedDevice(settings, now: began)
    engine = Engine(nonce: UInt32(truncatingIfNeeded: scenario.seed &+ 15))
    supervisor = Supervisor(device: "world")
    client = WorldClient(renewEvery: scenario.renewEvery, again: scenario.again)
    undertaking = scenario.treating.undertaking
    if scenario.isSeasoned { season() }
    waiting.reserveCapacity(256)
    records.reserveCapacity(64)
  }

  /// Runs to its end, or to the first broken promise.
  public mutating func run() {
    while time < scenario.lengthMilliseconds, violation == nil { step() }
    if violation == nil { auditBooks() }
  }

  /// One millisecond of everything.
  public mutating func step() {
    time += 1
    now = now + .milliseconds(1)
    setpointLeft = nil
    stopTold = false
    clearSent = false
    happen()
    // Whoever is still paused or waiting then is told to stop, and has to be still at the end.
    if time == scenario.lengthMilliseconds - 4000 { lastCall() }
    device.advance(to: now)
    followCable()
    runClient()
    runControl()
    runEngine()
    exchange()
    observe()
  }

  /// Who is treated.
  static var subject: String { "somebody" }
  /// When the world began, on the wall: 2026-09-21 14:13:20 UTC.
  static var wallBegan: Int64 { 1_790_000_000_000 }

  /// The first sessions, which are reduced, were two days ago.
  private mutating func season() {
    for number in 0..<Limits.firstSessions {
      let started = WallTime(milliseconds: Self.wallBegan - 2 * 86_400_000 + Int64(number))
      try? accounting.open(
        SessionOpening(
          session: "before-\(number)", subject: Self.subject, device: "world", simulated: true,
          title: "Before", started: started))
    }
    openingsBefore = accounting.openings.count
  }

  /// A hash of everything that happened so far.
  public var hash: UInt64 { digest.value }
  public var milliseconds: Int64 { time }

  mutating func say(_ text: @autoclosure () -> String) {
    if isLogging { log.append("\(time) ms: \(text())") }
  }

  var isDaemonAlive: Bool { time >= daemonDeadUntil }
  var isEngineRunning: Bool { isDaemonAlive && time >= engineStalledUntil }
  var isControlRunning: Bool {
    isDaemonAlive && time >= controlStalledUntil && time >= engineStalledUntil
  }
}

/// Defects that a simulation worth its name must catch.
public enum Canary: String, Hashable, Sendable, CaseIterable {
  /// The device's setpoints never expire.
  case expiryOff = "expiry"
  /// The host asks for more than was proved, and arms for it.
  case envelopeBroken = "envelope"
  /// The device's guard does not see what the head does.
  case guardBroken = "guard"
}
