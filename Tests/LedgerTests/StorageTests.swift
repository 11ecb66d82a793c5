// SPDX-License-Identifier: Apache-2.0

import Envelope
import Foundation
import GRDB
import Person
import Quantities
import Testing

@testable import Ledger

@Suite("The ledger's file")
struct StorageTests {
  let start = ClockReading.start

  @Test("what was recorded is there after the daemon restarts")
  func reopen() throws {
    let place = try Place()
    do {
      let ledger = try LedgerStore.open(directory: place.path, now: start)
      #expect(ledger.setAside == nil)
      try ledger.treat("s", seconds: 42, now: start)
    }
    let again = try LedgerStore.open(directory: place.path, now: start.later(seconds: 5))
    #expect(again.interrupted.isEmpty)
    #expect(try again.had(now: start.later(seconds: 5)).today == .seconds(Int64(42)))
    #expect(
      try again.history(subject: LedgerStore.subject, limit: 10).map(\.opening.session) == ["s"])
  }

  @Test("H2: after a crash, what was charged counts in full and the session is over")
  func crash() throws {
    let place = try Place()
    let ledger = try LedgerStore.open(directory: place.path, now: start)
    try ledger.begin("s", now: start)
    try ledger.charge("s", seconds: 5, points: 2, now: start)
    let copy = try place.afterPowerCut()
    let now = start.later(seconds: 10)
    let again = try LedgerStore.open(directory: copy.path, now: now)
    #expect(again.interrupted == ["s"])
    #expect(try again.had(now: now).today == .seconds(Int64(5)))
    let record = try again.record(session: "s", uid: 1000)
    #expect(record.outcome == .interrupted)
    #expect(record.energised == .seconds(Int64(5)))
    #expect(record.zones.map(\.address) == ["multifidus-lumbar:left"])
    #expect(throws: LedgerError.sessionEnded("s")) {
      try again.charge("s", seconds: 5, now: now)
    }
    let usage = try again.usage(subject: LedgerStore.subject, places: [:], now: now)
    #expect(usage.sessionsToday == 1)
    #expect(usage.handPointsToday == 2)
  }

  @Test("H2: a rest after a crash counts from when the device would have stopped by itself")
  func restAfterCrash() throws {
    let place = try Place()
    let ledger = try LedgerStore.open(directory: place.path, now: start)
    try ledger.begin("s", now: start)
    try ledger.charge("s", seconds: 300, now: start)
    let copy = try place.afterPowerCut()
    let now = start.later(seconds: 1801)
    let again = try LedgerStore.open(directory: copy.path, now: now)
    try again.begin("t", now: now)
    #expect(refusedLimit { try again.charge("t", seconds: 1, now: now) }?.limit == .application)
    try again.charge("t", seconds: 1, now: start.later(seconds: 1801 + 1800))
  }

  @Test("a second daemon is kept out")
  func locked() throws {
    let place = try Place()
    let ledger = try LedgerStore.open(directory: place.path, now: start)
    #expect(throws: LedgerError.inUse(path: place.path + "/ledger.lock")) {
      try LedgerStore.open(directory: place.path, now: start)
    }
    try ledger.answerNo(now: start)
  }

  @Test(
    "a damaged file is set aside, not overwritten, and nothing runs for a day",
    arguments: [0, 40, 5000])
  func damaged(offset: Int) throws {
    let place = try Place()
    do {
      let ledger = try LedgerStore.open(directory: place.path, now: start)
      try ledger.treat("s", seconds: 300, now: start)
    }
    let path = place.path + "/" + LedgerFile.name
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in offset..<bytes.count {
      bytes[index] = UInt8(truncatingIfNeeded: index &* 37 &+ 11)
    }
    try bytes.write(to: URL(fileURLWithPath: path))
    let now = start.later(seconds: 100)
    let kept: String
    do {
      let ledger = try LedgerStore.open(directory: place.path, now: now)
      let setAside = try #require(ledger.setAside)
      kept = setAside.path
      #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == bytes)
      #expect(refusedLimit { try ledger.begin("t", now: now) }?.limit == .unaccounted)
    }
    let again = try LedgerStore.open(directory: place.path, now: now)
    #expect(again.setAside == nil)
    #expect(refusedLimit { try again.begin("t", now: now) }?.limit == .unaccounted)
    let usage = try again.usage(subject: LedgerStore.subject, places: [:], now: now)
    #expect(usage.sessionsEaseIn == .seconds(Int64(86_400)))
    try again.begin("t", now: now.later(seconds: 86_400))
    #expect(FileManager.default.fileExists(atPath: kept))
  }

  @Test("H2: a crash between setting aside and beginning anew is conservative as well")
  func setAsideThenCrash() throws {
    let place = try Place()
    do { _ = try LedgerStore.open(directory: place.path, now: start) }
    _ = try LedgerFile.setAside(place.path + "/" + LedgerFile.name, at: start.wall)
    let ledger = try LedgerStore.open(directory: place.path, now: start)
    #expect(refusedLimit { try ledger.begin("t", now: start) }?.limit == .unaccounted)
  }

  @Test("a file of a newer version is refused and left as it is")
  func newer() throws {
    let place = try Place()
    let path = place.path + "/" + LedgerFile.name
    do {
      _ = try LedgerStore.open(directory: place.path, now: start)
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    }
    let before = place.files
    #expect(throws: LedgerError.newer(path: path)) {
      try LedgerStore.open(directory: place.path, now: start)
    }
    #expect(place.files.filter { $0.contains("damaged") }.isEmpty)
    #expect(place.files.contains(LedgerFile.name), "\(before)")
  }

  @Test("a full disk is a clear error, charges nothing and keeps what there was")
  func full() throws {
    let place = try Place()
    let ledger = try LedgerStore.open(directory: place.path, now: start)
    try ledger.begin("s", now: start)
    try ledger.charge("s", seconds: 5, now: start)
    try ledger.limitPages()
    var failure: LedgerError?
    for number in 0..<2000 {
      do throws(LedgerError) {
        try ledger.charge(
          session: "s", place: TreatedSide(zone: "zone \(number)", side: "left"), safetyClass: .a,
          energised: .milliseconds(1), handPoints: 0, now: start)
      } catch {
        failure = error
        break
      }
    }
    guard case .storage(let message) = failure else {
      Issue.record("no storage error: \(String(describing: failure))")
      return
    }
    #expect(message.contains("the disk is full"))
    #expect(
      try ledger.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM charge") } ?? 0 > 0)
  }

  @Test("a state directory that cannot be made is a clear error")
  func unwritable() throws {
    let place = try Place()
    let file = place.path + "/file"
    try Data().write(to: URL(fileURLWithPath: file))
    #expect(throws: LedgerError.self) {
      try LedgerStore.open(directory: file + "/state", now: start)
    }
    #expect(throws: LedgerError.self) {
      try LedgerStore.open(directory: "/proc/tonus", now: start)
    }
  }

  @Test("names are data, never SQL")
  func injection() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let evil = LedgerSubject(uid: 1000, name: "x'; DROP TABLE session; --")
    try ledger.begin("a'; DROP TABLE charge; --", evil, now: start)
    try ledger.end("a'; DROP TABLE charge; --", .stopped, evil, now: start)
    #expect(try ledger.history(subject: evil, limit: 5).count == 1)
    #expect(try ledger.subjects(uid: 1000) == [evil])
  }

  @Test("another user's records are as if they were not there")
  func privacy() throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.treat("s", seconds: 30, now: start)
    #expect(throws: LedgerError.noSuchSession("s")) { try ledger.record(session: "s", uid: 1001) }
    #expect(try ledger.history(subject: LedgerSubject(uid: 1001), limit: 5).isEmpty)
    #expect(try ledger.curve(session: "s", uid: 1001) == nil)
    #expect(try ledger.subjects(uid: 1001).isEmpty)
  }

  @Test("H10: no session opens with open or bad answers, whoever forgot to ask")
  func gate() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let opening = LedgerOpening(
      session: "s", subject: LedgerStore.subject, device: "d", simulated: false, title: "t")
    #expect(throws: LedgerError.self) { try ledger.open(opening, now: start) }
    let questions = ledger.gate.questionnaire.questions
    for bad in questions where bad.action == .refuse || bad.action == .emergency {
      _ = try ledger.answer(
        questions.map { ($0.id, $0.id == bad.id) }, subject: LedgerStore.subject, now: start)
      #expect(throws: LedgerError.self) { try ledger.open(opening, now: start) }
    }
    try ledger.answerNo(now: start)
    try ledger.open(opening, now: start)
  }

  @Test(
    "of a place with several actuators the first that was driven is told, and the greatest peak")
  func leading() {
    let resting = LedgerStore.means(0, 0, asked: 0, peak: 0.2)
    let driven = LedgerStore.means(40, 0.5, asked: 0.6, peak: 1)
    func place(_ actuators: [LedgerRecord.Means]) -> LedgerRecord.Means {
      LedgerRecord.Delivered(
        address: "a", energised: .zero, handPoints: 0, actuators: actuators
      ).leading
    }
    #expect(place([resting, driven]) == driven)
    let shaken = LedgerStore.means(0, 0, asked: 0, peak: 2)
    #expect(place([driven, shaken]) == LedgerStore.means(40, 0.5, asked: 0.6, peak: 2))
    #expect(place([]) == LedgerStore.means(0, 0, asked: 0, peak: 0))
  }

  @Test(
    "a curve comes back as it was, to the resolution of its words, of one actuator and of two",
    arguments: [1, 2])
  func curve(actuators: Int) throws {
    let ledger = try LedgerStore.temporary(now: start)
    try ledger.begin("s", now: start)
    func actuator(_ amplitude: Float) -> DeliveredCurve.Actuator {
      DeliveredCurve.Actuator(
        commandedFrequency: Hertz(hertz: 31), commandedAmplitude: Displacement(millimeters: 2),
        frequency: Hertz(hertz: 30), amplitude: Displacement(millimeters: amplitude),
        acceleration: Acceleration(g: 2.5), contactForce: Force(newtons: 5))
    }
    let samples = (0..<100).map { index in
      DeliveredCurve.Sample(
        at: .milliseconds(Int64(index) * 1000), step: index, first: actuator(Float(index) / 50),
        second: actuators > 1 ? actuator(1 + Float(index) / 50) : nil)
    }
    let written = DeliveredCurve(samples: samples)
    #expect(written.layout == actuators + 1)
    // A second actuator costs its room only where there was one.
    #expect(written.blob.count == 100 * (actuators > 1 ? 30 : 18))
    let record = LedgerStore.record("s", actuators: actuators, now: start)
    try ledger.close(record, curve: DeliveredCurve(samples: samples), now: start)
    let kept = try #require(try ledger.curve(session: "s", uid: 1000))
    #expect(kept.samples.count == 100)
    for (a, b) in zip(kept.samples, samples) {
      #expect(a.at == b.at && a.step == b.step)
      #expect(isClose(a.first, b.first))
      #expect((a.second == nil) == (actuators == 1))
      if let c = a.second, let d = b.second { #expect(isClose(c, d)) }
    }
    #expect(try ledger.record(session: "s", uid: 1000).zones == record.zones)
  }

  private func isClose(_ a: DeliveredCurve.Actuator, _ b: DeliveredCurve.Actuator) -> Bool {
    abs(a.amplitude.millimeters - b.amplitude.millimeters) < 0.0006
      && a.commandedFrequency == b.commandedFrequency
      && a.commandedAmplitude == b.commandedAmplitude && a.frequency == b.frequency
      && a.acceleration == b.acceleration && a.contactForce == b.contactForce
  }

  @Test("curves of every layout are read, and what is none is not")
  func layouts() throws {
    let words: [UInt16] = [100, 0, 7, 3000, 1500, 2990, 1480, 250, 500]
    let further: [UInt16] = [3100, 1600, 3090, 1580, 260, 600]
    func blob(_ words: [UInt16]) -> Data {
      Data(words.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }
    let first = try #require(DeliveredCurve(blob: blob([3000, 1500, 250]), layout: 1)).samples[0]
    #expect(first.first.frequency == Hertz(hertz: 30) && first.second == nil)
    let second = try #require(DeliveredCurve(blob: blob(words), layout: 2)).samples[0]
    #expect(second.at == .milliseconds(100) && second.step == 7 && second.second == nil)
    #expect(second.first.amplitude == Displacement(millimeters: 1.48))
    let third = try #require(DeliveredCurve(blob: blob(words + further), layout: 3)).samples[0]
    #expect(third.first == second.first)
    #expect(third.second?.contactForce == Force(newtons: 6))
    #expect(DeliveredCurve(blob: blob(words), layout: 3) == nil)
    #expect(DeliveredCurve(blob: blob(words + further), layout: 4) == nil)
  }

  @Test("every question about the past uses an index")
  func indexes() throws {
    let ledger = try LedgerStore.temporary(now: start)
    let questions = [
      "SELECT proven FROM session WHERE subject = 1 AND proven > 0 ORDER BY proven DESC",
      "SELECT 1 FROM session WHERE subject = 1 AND tolerated = 1",
      "SELECT id FROM session WHERE outcome IS NULL",
      "SELECT handPoints FROM charge WHERE uid = 1 AND proven > 0",
      "SELECT energised FROM charge WHERE subject = 1 AND zone = 'z' AND side = 's' AND proven > 0",
      "UPDATE session SET proven = proven + 1 WHERE subject = 1 AND proven >= 5",
    ]
    for question in questions {
      let plan = try ledger.reading { db in
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + question).map { row -> String in
          row["detail"]
        }
      }
      #expect(
        plan.contains { $0.contains("USING") && $0.contains("INDEX") }, "\(question): \(plan)")
    }
  }
}

extension LedgerStore {
  /// As a disk with no room left.
  func limitPages() throws {
    try reading { db in _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 1") }
  }
}
