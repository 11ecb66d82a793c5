// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing

@testable import Daemon
@testable import Varlink

/// A daemon, a device and clients in this process; the device lives on a virtual clock.
func withDaemon<T>(
  speed: Double = 20, actuators: Int = 1, _ body: (EmbeddedDaemon) async throws -> T
) async throws -> T {
  let daemon = try await EmbeddedDaemon.start(speed: speed, actuators: actuators)
  do {
    let client = try await TonusClient.connect(path: daemon.socketPath)
    try await waitUntilReady(client)
    let result = try await body(daemon)
    await daemon.stop()
    return result
  } catch {
    await daemon.stop()
    throw error
  }
}

func waitUntilReady(_ client: TonusClient) async throws {
  for _ in 0..<500 {
    if try await client.listDevices().first?.state == "ready" { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("the device was not ready within five seconds")
}

/// A client that holds the lease and renews it until it is told not to.
final class Driver: Sendable {
  let client: TonusClient
  let lease: String
  let session: String
  private let renewing: Task<Void, Never>

  static let target = Control.Target(target: "multifidus-lumbar", side: "left")

  init(_ path: String, target: Control.Target = Driver.target) async throws {
    let client = try await TonusClient.connect(path: path)
    let questions = try await client.questions().questions
    _ = try await client.answerQuestions(
      answers: questions.map { Control.Answer(id: $0.id, yes: false) })
    let lease = try await client.acquire().lease
    self.client = client
    self.lease = lease
    session = try await client.start(lease: lease, target: target).session
    // Other tests keep Swift's own threads busy for longer than a lease lasts.
    renewing = Task(executorPreference: HandlerExecutor.shared) {
      while !Task.isCancelled {
        _ = try? await client.renew(lease: lease)
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  func stopRenewing() { renewing.cancel() }

  deinit { renewing.cancel() }
}

/// The record of a session once it has been written.
func record(_ session: String, _ path: String) async throws -> Control.Record {
  let client = try await TonusClient.connect(path: path)
  for _ in 0..<3000 {
    if let record = try? await client.showRecord(session: session) { return record }
    try await Task.sleep(for: .milliseconds(20))
  }
  return try await client.showRecord(session: session)
}

@Suite("The daemon with an embedded device", .serialized)
struct EmbeddedTests {
  /// Ten seconds, for a simulation that is slow without optimisation.
  private static let program = """
    tonus: 1
    title: Ten seconds
    zone: multifidus-lumbar:left
    steps:
      - hold: {frequency: 30 Hz, amplitude: 100 %, for: 10 s}
    """

  @Test("runs a program to its end and records what was delivered")
  func complete() async throws {
    try await withDaemon(speed: 50) { daemon in
      let driver = try await Driver(
        daemon.socketPath, target: Control.Target(program: Self.program, programName: "ten.yaml"))
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "completed", "\(record)")
      #expect(record.standstillConfirmed)
      #expect(record.simulated)
      #expect(record.zones.map(\.zone) == ["multifidus-lumbar:left"])
      #expect((9_000...12_000).contains(record.energisedMs), "\(record.energisedMs)")
      let zone = try #require(record.zones.first)
      #expect(zone.meanAmplitude > 0.5 * zone.meanCommandedAmplitude)
    }
  }

  private static let together = """
    tonus: 1
    title: Both
    zone: multifidus-lumbar:left
    steps:
      - together: {for: 8 s, drives: [
          {actuator: 0, frequency: 40 Hz, amplitude: 0.4 mm},
          {actuator: 1, frequency: 30 Hz, amplitude: 0.5 mm}]}
    """

  @Test("two actuators are driven together, and each is told with what it does")
  func actuators() async throws {
    try await withDaemon(speed: 10, actuators: 2) { daemon in
      let driver = try await Driver(
        daemon.socketPath, target: Control.Target(program: Self.together, programName: "two.yaml"))
      let other = try await TonusClient.connect(path: daemon.socketPath)
      try await eventually(other) { status in
        guard let each = status.actuators, each.count == 2 else { return false }
        return each[0].measuredFrequency == 40 && each[0].measuredAmplitude > 0.3
          && each[1].measuredFrequency == 30 && each[1].measuredAmplitude > 0.4
      }
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "completed" && record.standstillConfirmed, "\(record)")
      #expect((7_000...9_500).contains(record.energisedMs), "\(record.energisedMs)")
      let means = try #require(record.zones.first?.actuators)
      #expect(means.map(\.actuator) == [0, 1])
      #expect(abs(means[0].meanFrequency - 40) < 1 && abs(means[1].meanFrequency - 30) < 1)
      #expect(means[0].meanAmplitude > 0.5 * means[0].meanCommandedAmplitude)
      #expect(means[1].meanAmplitude > 0.5 * means[1].meanCommandedAmplitude)
    }
  }

  @Test("H6: a program for two is refused on a device with one, by check and by start")
  func tooFewActuators() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let target = Control.Target(program: Self.together, programName: "two.yaml")
      do {
        _ = try await client.check(target: target)
        Issue.record("was proved")
      } catch let error as ControlError {
        #expect(error.message.contains("needs 2 actuators; 'sim:t1' has 1"), "\(error)")
      }
      let plain = try await client.monitor()
      #expect(plain.actuators == nil)
    }
  }

  @Test("H1: stop from any connection works while another holds the lease")
  func stopFromAnyone() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath)
      let other = try await TonusClient.connect(path: daemon.socketPath)
      try await eventually(other) { $0.isInMotion }
      let reply = try await other.stop()
      #expect(reply.standstillConfirmed)
      #expect(try #require(reply.standstillMs) <= 200)
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "stopped")
      let latch = try #require(try await other.monitor().latches.first)
      #expect(latch.cause == "stopCommand")
      await #expect(throws: ControlError.self) {
        try await other.clear(latch: latch.number + 1, cause: latch.cause)
      }
      try await other.clear(latch: latch.number, cause: latch.cause)
      try await eventually(other) { $0.latches.isEmpty }
    }
  }

  @Test("H1: less from anyone, more only from the lease")
  func lessFromAnyone() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath)
      let other = try await TonusClient.connect(path: daemon.socketPath)
      #expect(try await other.soften() == 0.8)
      await expect(.leaseRequired) { _ = try await other.stronger(lease: driver.lease) }
      await expect(.leaseRequired) { try await other.goOn(lease: driver.lease) }
      await expect(.deviceBusy) { _ = try await other.acquire() }
      try await other.pause()
      try await eventually(other) { $0.phase == "paused" }
      // The same user in another terminal may go on.
      try await other.resume()
      try await eventually(other) { $0.phase == "running" }
      let factor = try await driver.client.stronger(lease: driver.lease)
      #expect(factor > 0.85 && factor < 1)
      await expect(.tryLater) { _ = try await driver.client.stronger(lease: driver.lease) }
    }
  }

  @Test("H2: closing the connection that drives stops the session")
  func connectionClosed() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath)
      try await eventually(driver.client) { $0.isInMotion }
      await driver.client.close()
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "interrupted")
      #expect(record.reason == "The client closed its connection.")
      #expect(record.standstillConfirmed)
    }
  }

  @Test(
    "H2: a client that does not renew loses the device within about a second, at any speed",
    arguments: [1.0, 20.0])
  func frozenClient(speed: Double) async throws {
    try await withDaemon(speed: speed) { daemon in
      let driver = try await Driver(daemon.socketPath)
      // Longer than the second a lease lasts by the device's clock: it is the renewing that keeps it.
      try await eventually(driver.client) { $0.elapsedMs > 1500 }
      driver.stopRenewing()
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "interrupted", "\(record.reason)")
      #expect(record.standstillConfirmed)
    }
  }

  @Test("H1: with every connection slot taken a stop gets through")
  func allSlotsTaken() async throws {
    try await withDaemon(speed: 1) { daemon in
      let driver = try await Driver(daemon.socketPath)
      var crowd: [Client] = []
      for _ in 0..<100 {
        if let client = try? await Client.connect(path: daemon.socketPath) { crowd.append(client) }
      }
      let late = try await TonusClient.connect(path: daemon.socketPath)
      await expect(.overloaded) { _ = try await late.monitor() }
      #expect(try await late.stop().standstillConfirmed)
      for client in crowd { await client.close() }
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "stopped")
    }
  }

  @Test("H10: nothing starts before the red flags are answered")
  func questions() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let lease = try await client.acquire().lease
      await expect(.questionsOpen) {
        _ = try await client.start(lease: lease, target: Driver.target)
      }
      let asked = try await client.questions()
      #expect(asked.answeredUntil == nil)
      let open = asked.questions.filter(\.open)
      #expect(open.count == asked.questions.count)
      #expect(Set(asked.questions.map(\.scope)) == ["session", "health"])
      await expect(.refused) {
        _ = try await client.answerQuestions(
          answers: asked.questions.map { Control.Answer(id: $0.id, yes: $0.action == "refuse") })
      }
      let again = try await client.acquire().lease
      await expect(.refused) { _ = try await client.start(lease: again, target: Driver.target) }
    }
  }

  @Test("names the thing and the way out in every refusal")
  func refusals() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      await expect(.noSuchZone) { _ = try await client.showZone(zone: "xyzzy") }
      await expect(.noSuchPreset) { _ = try await client.showPreset(name: "xyzzy") }
      await expect(.noDevice) { _ = try await client.monitor(device: "sim:t9") }
      await expect(.zoneLocked) {
        _ = try await client.check(target: Control.Target(target: "scalenes"))
      }
      await expect(.programInvalid) {
        _ = try await client.check(target: Control.Target(program: "nonsense: ["))
      }
      await expect(.messageInvalid) {
        _ = try await client.check(
          target: Control.Target(target: "multifidus-lumbar", intensity: 11))
      }
      await expect(.notRunning) { try await client.pause() }
      await #expect(throws: ClientFailure.disconnected) {
        // Longer than any message may be: refused by name, and the connection is closed.
        let huge = Control.Target(program: String(repeating: "x", count: 2_000_000))
        let victim = try await TonusClient.connect(path: daemon.socketPath)
        await expect(.messageInvalid) { _ = try await victim.check(target: huge) }
        await victim.waitUntilClosed()
        _ = try await victim.monitor()
      }
      await expect(.permissionDenied) { _ = try await client.showRecord(session: "none") }
      await expect(.leaseRequired) { _ = try await client.renew(lease: "sim:t1/lease-9") }
      do {
        _ = try await client.showZone(zone: "multifidis")
        Issue.record("several zones are meant")
      } catch let error as ControlError {
        #expect(error.candidates.contains("multifidus-lumbar"))
      }
    }
  }
}

/// Expects an error of the interface.
func expect(
  _ kind: ControlError.Kind, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("no \(kind) was thrown", sourceLocation: sourceLocation)
  } catch let error as ControlError {
    #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
    #expect(error.message.count > 20, sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(kind) expected, not \(error)", sourceLocation: sourceLocation)
  }
}

extension Control.Status {
  /// The head moves, so there is something to stop.
  var isInMotion: Bool { phase == "running" && measuredAmplitude > 0 }
}

/// Waits for a state for at most five seconds.
func eventually(
  _ client: TonusClient, sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: (Control.Status) -> Bool
) async throws {
  for _ in 0..<250 {
    if condition(try await client.monitor()) { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record("did not come to pass in five seconds", sourceLocation: sourceLocation)
}
