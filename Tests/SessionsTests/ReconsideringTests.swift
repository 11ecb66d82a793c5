// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Person
import Quantities
import Sessions
import Testing

@Suite("What is said while a session runs counts at once and at every charge")
struct ReconsideringTests {
  private static let left = ZoneAddress(zone: "multifidus-lumbar", side: .left)

  private static func limit(_ factor: Float) -> ZoneLimit {
    ZoneLimit(
      question: "HC-2", place: "class B", zones: ["multifidus-lumbar"], factor: factor,
      provenance: Provenance(sources: ["a test"], standing: .engineering))
  }

  private static let forbidding: [Screening] = [
    .open(["RF-1"]),
    .refused(rule: "RF-3", message: "Call for help."),
    .permitted(Restrictions([limit(0)])),
    .permitted(Restrictions([limit(0.5)])),
    .permitted(locking(left)),
  ]

  private static func locking(_ address: ZoneAddress) -> Restrictions {
    var restrictions = Restrictions()
    restrictions.locks[address] = "Locked for numbness."
    return restrictions
  }

  @Test("H10: nothing more is charged, and the motion ends with its slice or before")
  func atTheCharge() throws {
    for screening in Self.forbidding {
      let desk = Desk()
      try #require(desk.start(.sample(20)) != nil)
      desk.ledger.screening = screening
      #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 4000))
      #expect(desk.ledger.chargedEver == .seconds(Int64(5)))
      #expect(desk.finished.first?.outcome == .interrupted)
      #expect(desk.finished.first?.standstill.outcome == .confirmed)
    }
  }

  @Test("H10: told of a change, the motion ends at once, and the record says why")
  func atOnce() throws {
    for screening in Self.forbidding {
      let desk = Desk()
      try #require(desk.start(.sample(20)) != nil)
      desk.run(500)
      desk.ledger.screening = screening
      desk.reconsider()
      let began = desk.bench.now
      #expect(desk.run(until: { $0.bench.status.phase == .stopping }, limit: 50))
      #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 600))
      #expect(desk.bench.now - began < .milliseconds(600))
      let reason = try #require(desk.finished.first?.reason)
      #expect(!reason.contains("credit") && desk.notices.contains(reason))
      desk.reconsider()
    }
  }

  @Test("H10: answers that end before a session could do not begin it")
  func tooShort() throws {
    let desk = Desk()
    desk.ledger.answersEnd = desk.moment.wall + .seconds(Int64(45 * 60))
    let first = try #require(desk.start(.sample(20)))
    guard case .questionsOpen = desk.errors[first] else {
      Issue.record("it began")
      return
    }
    #expect(desk.ledger.openings.isEmpty)
    desk.ledger.answersEnd = desk.moment.wall + .seconds(Int64(45 * 60 + 1))
    let second = try #require(desk.start(.sample(20)))
    #expect(desk.replies[second] != nil)
  }

  @Test("H10: the motion ends with the answers that permit it, to the tick, however long it paused")
  func expiry() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1000)
    // As after pauses: only a moment is left, and the slice that is charged reaches beyond it.
    let end = desk.moment.wall + .milliseconds(700)
    desk.ledger.answersEnd = end
    desk.reconsider()
    #expect(desk.run(until: { $0.bench.status.phase == .stopping }, limit: 800))
    #expect(desk.moment.wall - end <= .milliseconds(20) && desk.moment.wall >= end)
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 600))
    #expect(desk.finished.first?.outcome == .interrupted)
    #expect(desk.finished.first?.standstill.outcome == .confirmed)
    #expect(desk.finished.first?.reason.contains("holds for its time only") == true)
  }

  @Test("answers that are given anew while it runs let it go on")
  func renewed() throws {
    let desk = Desk()
    try #require(desk.start(.sample(4)) != nil)
    desk.ledger.answersEnd = desk.moment.wall + .milliseconds(1500)
    desk.reconsider()
    desk.run(1000)
    desk.ledger.answersEnd = desk.moment.wall + .seconds(Int64(3600))
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 7000))
    #expect(desk.finished.first?.outcome == .completed)
  }

  @Test("a lock elsewhere, and answers that leave as much, end nothing")
  func harmless() throws {
    var right = Self.left
    right.side = .right
    for restrictions in [Self.locking(right), Restrictions([Self.limit(1)])] {
      let desk = Desk()
      try #require(desk.start(.sample(4)) != nil)
      desk.ledger.screening = .permitted(restrictions)
      desk.reconsider()
      #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 7000))
      #expect(desk.finished.first?.outcome == .completed)
    }
  }

  @Test("H10: a muscle that is found tight while it is woken is let go")
  func foundTight() throws {
    let address = ZoneAddress(zone: "gluteus-maximus", side: .left)
    let side = ZoneSide(address)
    let treatment = Treatment(zoneSide: side, safetyClass: .a)
    let undertaking = Undertaking(subject: "me", title: "woken", treatments: [treatment]) {
      conditions in
      conditions.notFacilitated.contains(side)
        ? .failure(ProofFailure(problems: ["not woken"]))
        : Undertaking.sample(20, zone: "gluteus-maximus", safetyClass: .a).prove(conditions)
    }
    let desk = Desk()
    try #require(desk.start(undertaking) != nil)
    var restrictions = Restrictions()
    restrictions.assessment = Assessment(pain: 6)
    desk.ledger.screening = .permitted(restrictions)
    desk.reconsider()
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 1000))
    #expect(desk.finished.first?.reason.contains("than was proved") == true)
  }

  @Test("H10: a limit that was reached before hides nothing of what is said after it")
  func afterLimit() throws {
    let desk = Desk()
    try #require(desk.start(.sample(20)) != nil)
    desk.run(1500)
    desk.ledger.refusal = SessionError.tryLater(
      message: "Enough for today.", limit: "zone day", used: 1, allowed: 1, again: nil)
    #expect(desk.run(until: { $0.notices.contains("Enough for today.") }, limit: 8000))
    desk.run(100)
    #expect(desk.bench.status.phase == .running)
    desk.ledger.refusal = nil
    desk.ledger.screening = .permitted(Self.locking(Self.left))
    desk.reconsider()
    #expect(desk.run(until: { $0.bench.status.phase == .stopping }, limit: 50))
  }
}
