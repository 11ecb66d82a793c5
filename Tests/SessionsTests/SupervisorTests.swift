// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions
import Testing

@Suite("The supervisor grants less to anyone and more to one")
struct SupervisorTests {
  @Test("one connection holds the lease, and it ends a second after its last use")
  func lease() throws {
    let desk = Desk()
    let lease = desk.lease()
    #expect(lease != nil)
    #expect(desk.lease(for: 2) == nil)
    desk.run(990)
    #expect(desk.lease(for: 2) == nil)
    desk.run(30)
    #expect(desk.lease(for: 2) != nil)
    guard let lease else { return }
    let late = desk.ask(.renew(lease))
    guard case .leaseExpired? = desk.errors[late] else {
      Issue.record("an ended lease was renewed")
      return
    }
  }

  @Test("a lease cannot be used by another connection")
  func leaseIsBound() throws {
    let desk = Desk()
    let lease = try #require(desk.lease())
    let id = desk.ask(.start(lease, .sample()), from: 2)
    guard case .leaseRequired? = desk.errors[id] else {
      Issue.record("a stolen lease was taken")
      return
    }
  }

  @Test("a session is charged beforehand, settled to what was delivered, and recorded")
  func session() throws {
    let desk = Desk()
    let id = try #require(desk.start(.sample(7)))
    guard case .started? = desk.replies[id] else {
      Issue.record("\(desk.errors)")
      return
    }
    #expect(desk.ledger.charges.first?.energised == .seconds(Int64(5)))
    desk.run(4000)
    #expect(desk.ledger.charges.first?.energised == .seconds(Int64(9)))
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 6000))
    let record = try #require(desk.finished.first)
    #expect(record.outcome == .completed)
    #expect(record.standstill.outcome == .confirmed)
    #expect(abs(record.energised.seconds - 7) < 0.3)
    #expect(record.zones.first?.address == "multifidus-lumbar@L4:left")
    #expect((record.zones.first?.actuators.first?.amplitude.millimeters ?? 0) > 0.3)
    #expect(record.handPoints > 0)
    #expect(record.curve.count > 60)
    #expect(desk.ledger.records.count == 1)
    #expect(desk.ledger.charges.first?.energised == record.energised)
    #expect(desk.supervisor.isQuiet)
  }

  @Test("H5: the first three sessions are reduced")
  func firstThree() throws {
    let desk = Desk()
    desk.wallOffset += 0
    var factors: [Float] = []
    for day in 0..<4 {
      desk.wallOffset = 1_790_000_000_000 + Int64(day) * 86_400_000
      let box = Box()
      let id = try #require(desk.start(.sample(1, factors: { box.value = $0 })))
      #expect(desk.replies[id] != nil, "\(desk.errors)")
      factors.append(box.value)
      #expect(desk.run(until: { $0.finished.count == day + 1 }, limit: 5000))
    }
    #expect(factors == [0.4, 0.4, 0.4, 1])
  }

  @Test("the fourth session of a day, a tired hand and a used-up zone are told when to come back")
  func tryLater() throws {
    let desk = Desk()
    for zone in ["a", "b", "c"] {
      try #require(desk.start(.sample(1, zone: zone)) != nil)
      #expect(desk.run(until: { !$0.bench.status.isActive && $0.supervisor.isQuiet }, limit: 5000))
    }
    let id = try #require(desk.start(.sample(1, zone: "d")))
    guard
      case .tryLater(let message, let limit, let used, let allowed, let again)? = desk.errors[id]
    else {
      Issue.record("a fourth session was started")
      return
    }
    #expect(limit == "sessions-per-day" && message.contains("again in "))
    #expect(used == 3 && allowed == 3 && again != nil)
  }

  @Test("H2: a zone that had its application rests")
  func rest() throws {
    let desk = Desk()
    let side = ZoneSide(zone: "multifidus-lumbar", side: "left")
    try? desk.ledger.open(
      SessionOpening(
        session: "earlier", subject: "me", device: "t1", simulated: true, title: "",
        started: desk.moment.wall))
    try? desk.ledger.charge(
      session: "earlier", zoneSide: side, energised: .seconds(Int64(178)), handPoints: 1,
      at: desk.moment.wall)
    let id = try #require(desk.start())
    guard case .tryLater(_, let limit, _, _, let again)? = desk.errors[id] else {
      Issue.record("a resting zone was treated")
      return
    }
    #expect(limit == "application")
    #expect(again == desk.moment.wall + .seconds(Int64(7200)))
    desk.wallOffset += 7_300_000
    let second = try #require(desk.start())
    #expect(desk.replies[second] != nil, "\(desk.errors)")
  }

  @Test("H10: nothing starts with a red flag open or raised, nor on a locked zone")
  func gates() throws {
    let desk = Desk()
    desk.ledger.screening = .open(["fever", "night-pain"])
    guard let first = desk.start(), case .questionsOpen(_, let open)? = desk.errors[first] else {
      Issue.record("open questions did not stop it")
      return
    }
    #expect(open.count == 2)
    desk.ledger.screening = .refused(rule: "fever", message: "See a doctor first.")
    guard let second = desk.start(), case .refused? = desk.errors[second] else {
      Issue.record("a raised flag did not stop it")
      return
    }
    guard let third = desk.start(.sample(safetyClass: .c)),
      case .zoneLocked(_, _, let neighbour)? = desk.errors[third]
    else {
      Issue.record("class C was treated")
      return
    }
    #expect(neighbour == "erector-spinae")
    #expect(desk.ledger.openings.isEmpty)
    #expect(!desk.bench.sent.contains { if case .arm = $0 { true } else { false } })
  }

  @Test("H12: a proof that does not hold is refused before anything is charged")
  func audit() throws {
    let desk = Desk()
    guard let id = desk.start(.sample(amplitude: 9)),
      case .programInvalid(_, let problems)? = desk.errors[id]
    else {
      Issue.record("it was started")
      return
    }
    #expect(problems.count == 2)
    #expect(desk.ledger.charges.isEmpty)
  }

  @Test("anyone may stop; the latch holds until it is cleared by number and cause")
  func stopAndClear() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(2000)
    let stop = desk.ask(.stop(.user), from: 5)
    #expect(desk.run(until: { $0.replies[stop] != nil }, limit: 500))
    guard case .standstill(let result, _)? = desk.replies[stop] else {
      Issue.record("the stop was answered with \(String(describing: desk.replies[stop]))")
      return
    }
    #expect(result.ended <= .milliseconds(200))
    desk.run(100)
    #expect(desk.finished.first?.outcome == .stopped)
    // What is over is still told by its place.
    #expect(
      desk.supervisor.overview(desk.bench.status).zoneSide
        == desk.finished.first?.zones.first?.zoneSide)
    desk.renewing = nil
    guard let refused = desk.start(), case .latched(_, let latches)? = desk.errors[refused],
      let latch = latches.first
    else {
      Issue.record("a latched device was started")
      return
    }
    // Event, telemetry and condition all tell it.
    #expect(desk.notices.filter { $0.contains("latched") }.count == 1)
    let wrong = desk.ask(.clear(latch: latch.number + 1, cause: latch.cause), from: 5)
    guard case .latchMismatch? = desk.errors[wrong] else {
      Issue.record("a wrong number cleared")
      return
    }
    let clear = desk.ask(.clear(latch: latch.number, cause: latch.cause), from: 5)
    #expect(desk.run(until: { $0.replies[clear] == .done }, limit: 500))
    #expect(desk.supervisor.overview(desk.bench.status).latches.isEmpty)
    desk.run(50)
    #expect(desk.bench.status.deviceState == .idle)
    let again = try #require(desk.start())
    #expect(desk.replies[again] != nil)
  }

  @Test("a temperature that the device does not know is unknown")
  func unknownTemperature() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(500)
    var status = desk.bench.status
    status.head = Temperature(celsius: .nan)
    let temperature = desk.supervisor.explanations(status).first { $0.limit == "temperature" }
    #expect(temperature?.actual.hasPrefix("head unknown, ") == true)
  }

  @Test("H1: a client that closes, freezes or releases ends the motion")
  func clientGone() throws {
    for way in 0..<3 {
      let desk = Desk()
      try #require(desk.start(.sample(20)) != nil)
      let (lease, _) = try #require(desk.renewing)
      desk.run(1500)
      let began = desk.bench.now
      switch way {
      case 0: desk.close(1)
      case 1: break
      default: desk.ask(.release(lease))
      }
      desk.renewing = nil
      #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 2500))
      #expect(desk.bench.now - began <= .milliseconds(way == 1 ? 1350 : 350))
      let expected: [SessionRecord.Outcome] = [.interrupted, .interrupted, .stopped]
      #expect(desk.finished.first?.outcome == expected[way])
    }
  }

  @Test("H1: a control plane that stands still cannot keep the engine running")
  func controlStandsStill() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1500)
    desk.isControlRunning = false
    desk.run(1260)
    #expect(!desk.bench.status.isActive || desk.bench.status.phase == .stopping)
    #expect(desk.bench.status.deviceState != .running)
  }

  @Test("a ledger that fails at the start refuses, and in the middle ends the session")
  func ledgerFails() throws {
    let desk = Desk()
    desk.ledger.failure = AccountingFailure(message: "disk full")
    guard let id = desk.start(), case .storageFailed? = desk.errors[id] else {
      Issue.record("it was started")
      return
    }
    desk.ledger.failure = nil
    try #require(desk.start(.sample(30)) != nil)
    desk.ledger.failure = AccountingFailure(message: "disk full")
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 9000))
    #expect(desk.finished.first?.outcome == .interrupted)
    #expect((desk.finished.first?.energised ?? .zero) <= .seconds(Int64(5)))
  }

  @Test("anyone softens by a fifth; only the owner takes it back")
  func softer() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    let (lease, _) = try #require(desk.renewing)
    desk.run(1500)
    let soften = desk.ask(.soften, from: 9)
    #expect(desk.replies[soften] == .factor(0.8))
    let stolen = desk.ask(.stronger(lease), from: 9)
    #expect(desk.errors[stolen] != nil)
    desk.run(50)
    #expect(desk.bench.status.limiter == .softened)
    let back = desk.ask(.stronger(lease))
    #expect(desk.replies[back] == .factor(0.8 * 1.1))
  }

  @Test("says which limits shape the output, the active one first")
  func explain() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(100)
    let all = desk.supervisor.explanations(desk.bench.status)
    #expect(all.first?.limit == "slew")
    #expect(all.first?.active == true)
    for limiter in EngineLimiter.allCases {
      var status = desk.bench.status
      status.actuators[0].limiter = limiter
      // What a person's share takes away binds beside the one that shapes the output.
      let binding = desk.supervisor.explanations(status).filter {
        $0.active && $0.limit != "person"
      }
      #expect(binding.count == 1, "\(limiter)")
    }
    let overview = desk.supervisor.overview(desk.bench.status)
    #expect(overview.address == "multifidus-lumbar@L4:left")
    #expect(overview.prompt == "Hold it there.")
  }

  @Test("a shutdown stops, records and grants nothing any more")
  func shutDown() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1000)
    desk.perform(desk.supervisor.shutDown(at: desk.moment))
    desk.renewing = nil
    #expect(desk.run(until: { $0.supervisor.isQuiet }, limit: 1000))
    #expect(desk.finished.first?.standstill.outcome == .confirmed)
    #expect(desk.lease(for: 3) == nil)
  }
}

/// A place for a value that a closure leaves.
private final class Box: @unchecked Sendable {
  var value: Float = 0
}
