// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions
import Testing

@Suite("The supervisor gives nothing away at the edges")
struct SupervisorDefenceTests {
  @Test("H1: a session whose lease has ended is not taken over, and stops")
  func takeover() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1000)
    desk.renewing = nil
    desk.run(300)
    desk.isControlRunning = false
    let holder = try #require(desk.supervisor.leaseHolder)
    #expect(holder == ConnectionID(1))
    // The lease ends between two ticks of the control plane.
    let later = Moment(instant: desk.moment.instant + .seconds(Int64(2)), wall: desk.moment.wall)
    for request in [Request.acquire, .resume(nil)] {
      var supervisor = desk.supervisor
      let effects = supervisor.handle(
        request, id: RequestID(77), from: ConnectionID(2), at: later, status: desk.bench.status,
        accounting: &desk.ledger)
      #expect(
        effects.contains { if case .stop(.leaseEnded) = $0 { true } else { false } }, "\(request)")
      #expect(effects.contains { if case .fail = $0 { true } else { false } }, "\(request)")
      #expect(
        !effects.contains { if case .engine(.lease) = $0 { true } else { false } }, "\(request)")
    }
  }

  @Test("H4: stronger goes up by a tenth on class B, at most once in twenty seconds")
  func steps() throws {
    let desk = Desk()
    try #require(desk.start(.sample(100)) != nil)
    let (lease, _) = try #require(desk.renewing)
    desk.run(500)
    for _ in 0..<2 { desk.ask(.soften, from: 9) }
    let first = desk.ask(.stronger(lease))
    let factor = try #require(desk.factor(first), "\(desk.errors)")
    #expect(abs(factor - 0.64 * 1.1) < 0.001)
    let second = desk.ask(.stronger(lease))
    guard case .tryLater(_, let limit, _, _, _)? = desk.errors[second] else {
      Issue.record("a second step came at once")
      return
    }
    #expect(limit == "amplitude step")
    desk.run(20_010)
    let third = desk.ask(.stronger(lease))
    let next = try #require(desk.factor(third), "\(desk.errors)")
    #expect(abs(next - 0.64 * 1.21) < 0.001)
  }

  @Test("H4: on class A stronger goes up by a fifth, and never above the program")
  func stepsOnClassA() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20, safetyClass: .a)) != nil)
    let (lease, _) = try #require(desk.renewing)
    desk.ask(.soften)
    let id = desk.ask(.stronger(lease))
    let factor = try #require(desk.factor(id))
    #expect(abs(factor - 0.96) < 0.001)
    #expect(factor <= 1)
  }

  @Test("softening has a floor, which is reached and left like any other level")
  func floor() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    var id: UInt64 = 0
    for _ in 0..<1000 { id = desk.ask(.soften, from: 9) }
    let factor = try #require(desk.factor(id))
    #expect(abs(factor - 0.107) < 0.001)
  }

  @Test("a session that is still coming to its pause is not resumed yet")
  func resumeWhileStopping() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    let (lease, _) = try #require(desk.renewing)
    desk.run(1500)
    desk.ask(.pause)
    desk.run(20)
    #expect(desk.bench.status.phase == .stopping)
    let id = desk.ask(.resume(lease))
    guard case .tryLater? = desk.errors[id] else {
      Issue.record("it was answered, and nothing resumed")
      return
    }
    desk.run(500)
    let again = desk.ask(.resume(lease))
    #expect(desk.replies[again] == .done)
    #expect(desk.run(until: { $0.bench.status.phase == .running }))
  }

  @Test("H2: nothing is charged beyond what is allowed, and a full allowance completes")
  func allowance() throws {
    let desk = Desk()
    let side = ZoneSide(zone: "multifidus-lumbar", side: "left")
    try desk.ledger.open(
      SessionOpening(
        session: "earlier", subject: "me", device: "t1", simulated: true, title: "",
        started: desk.moment.wall))
    try desk.ledger.charge(
      session: "earlier", zoneSide: side, energised: .seconds(Int64(168)), handPoints: 1,
      at: desk.moment.wall)
    // 12 s are left of the application.
    try #require(desk.start(.sample(12)) != nil)
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 20_000))
    let record = try #require(desk.finished.first)
    #expect(record.outcome == .completed, "\(record.reason)")
    #expect(desk.ledger.chargedEver <= .seconds(Int64(180)))
    #expect(record.energised >= .milliseconds(11_500))
    #expect(record.energised <= .seconds(Int64(12)))
  }

  @Test("H2: energised time of records that were lost is booked all the same")
  func lostRecords() throws {
    let desk = Desk()
    try #require(desk.start(.sample(4)) != nil)
    desk.losesEnergised = true
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 8000))
    let record = try #require(desk.finished.first)
    #expect(record.energised >= .milliseconds(3800))
    #expect(desk.ledger.charges.first?.energised == record.energised)
  }

  @Test("a limit of the ledger is told as one, not as a ledger that cannot be written")
  func limitOfTheLedger() throws {
    let desk = Desk()
    let limit = SessionError.tryLater(
      message: "Enough for today.", limit: "zone day", used: 1, allowed: 1, again: nil)
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1500)
    desk.ledger.refusal = limit
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 12_000))
    #expect(desk.bench.status.reason == .noCredit)
    #expect(desk.finished.first?.reason == "Enough for today.")
    #expect(desk.urgent.isEmpty)
  }

  @Test("H2: a device that floods the records cannot hide how its session ends")
  func floodOfRecords() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1500)
    // Before each message of the device as many events as a tick takes with it.
    var isFlooding = false
    desk.bench.toHost = { message in
      guard isFlooding else { return message }
      while desk.bench.waiting.count % EngineInbox.messageCapacity
        != EngineInbox.messageCapacity - 1
      {
        desk.bench.waiting.append(
          Inbound(
            message: .event(
              Event(clockMilliseconds: 0, code: .latched, cause: 1, latch: 1, value: 0)),
            sequence: 0, received: desk.bench.now))
      }
      return message
    }
    isFlooding = true
    desk.ask(.stop(.user))
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 3000))
    #expect(desk.supervisor.isQuiet)
  }

  @Test("H10: another user's number softens, is never the person's own, and fills no record")
  func othersPain() throws {
    let desk = Desk()
    try #require(desk.start(.sample(30)) != nil)
    desk.run(100)
    desk.ask(.pain(0), from: 2)
    desk.run(20)
    #expect(desk.bench.status.pain == nil)
    for _ in 0...1000 { desk.ask(.pain(5), from: 2) }
    desk.run(1500)
    #expect(desk.bench.status.pain == 5)
    let less = desk.ask(.pain(4), from: 2)
    #expect(desk.errors[less] != nil)
    desk.ask(.pain(4))
    desk.run(20)
    #expect(desk.bench.status.pain == 4)
    desk.ask(.stop(.user))
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 2000))
    #expect(desk.finished.first?.said.map(\.number) == [4])
  }

  @Test("H9: points beyond any number are refused in words, not by a crash")
  func endlessPoints() throws {
    for points: Float in [1e30, .infinity] {
      let desk = Desk()
      try desk.ledger.charge(
        session: "earlier", zoneSide: ZoneSide(zone: "gluteus-maximus", side: "left"),
        energised: .zero, handPoints: points, at: desk.moment.wall)
      let id = try #require(desk.start())
      guard case .tryLater(_, let limit, _, _, _)? = desk.errors[id] else {
        Issue.record("a tired hand went on")
        return
      }
      #expect(limit == "hand-points")
    }
  }

  @Test(
    "H2: a session whose first charge is refused is closed, and so is one that a full disk left")
  func firstChargeFails() throws {
    let desk = Desk()
    desk.ledger.refusal = .tryLater(
      message: "Enough for today.", limit: "hand-points", used: 1, allowed: 1, again: nil)
    let id = try #require(desk.start())
    guard case .tryLater? = desk.errors[id] else {
      Issue.record("it was started")
      return
    }
    #expect(desk.ledger.openings.count == 1)
    #expect(desk.ledger.records.map(\.outcome) == [.failed])
    #expect(desk.ledger.records.first?.reason == "Enough for today.")
    desk.ledger.refusal = nil
    try #require(desk.start(.sample(30)) != nil)
    desk.ledger.failure = AccountingFailure(message: "disk full")
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 9000))
    desk.run(3000)
    #expect(desk.ledger.records.count == 1)
    desk.ledger.failure = nil
    #expect(desk.run(until: { $0.ledger.records.count == 2 }, limit: 3000))
    #expect(desk.ledger.records.last == desk.finished.first)
    #expect(desk.ledger.charges.allSatisfy { $0.isSettled })
    desk.run(3000)
    #expect(desk.ledger.records.count == 2)
  }
}
