// SPDX-License-Identifier: Apache-2.0

import Envelope
import Foundation
import Person
import Quantities

@testable import Ledger

/// A directory of its own for one test, removed with it.
final class Place: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ledger-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What the disk holds now, as a power cut would leave it.
  func afterPowerCut() throws -> Place {
    let copy = try Place()
    for suffix in ["", "-wal"] {
      let name = "/" + LedgerFile.name + suffix
      if FileManager.default.fileExists(atPath: path + name) {
        try FileManager.default.copyItem(atPath: path + name, toPath: copy.path + name)
      }
    }
    return copy
  }

  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

extension ClockReading {
  static let start = ClockReading(
    wall: Timestamp(milliseconds: 1_800_000_000_000), boot: "first",
    sinceBoot: Instant(milliseconds: 60_000), synchronised: true)

  /// Later on the same start of the machine, with a calendar that is right.
  func later(_ interval: Interval) -> ClockReading {
    var reading = self
    reading.wall = reading.wall + interval
    reading.sinceBoot = reading.sinceBoot + interval
    return reading
  }

  func later(seconds: Int64) -> ClockReading { later(.seconds(seconds)) }

  /// After a restart of the machine whose calendar has moved by `wall` since.
  func restarted(_ boot: String, wall: Interval, synchronised: Bool) -> ClockReading {
    ClockReading(
      wall: self.wall + wall, boot: boot, sinceBoot: Instant(milliseconds: 30_000),
      synchronised: synchronised)
  }
}

extension LedgerStore {
  static let subject = LedgerSubject(uid: 1000)
  static let back = TreatedSide(zone: "multifidus-lumbar", side: "left")
  static let neck = TreatedSide(zone: "splenius", side: "right")

  func answerNo(_ subject: LedgerSubject = subject, now: ClockReading) throws {
    _ = try answer(
      gate.questionnaire.questions.map { ($0.id, false) }, subject: subject, now: now)
  }

  func begin(_ name: String, _ subject: LedgerSubject = subject, now: ClockReading) throws {
    try answerNo(subject, now: now)
    try open(
      LedgerOpening(
        session: name, subject: subject, device: "sim:t1", simulated: true, title: "Back"),
      now: now)
  }

  func charge(
    _ name: String, _ place: TreatedSide = back, _ safetyClass: SafetyClass = .a, seconds: Int64,
    points: Double = 0, now: ClockReading
  ) throws {
    try charge(
      session: name, place: place, safetyClass: safetyClass, energised: .seconds(seconds),
      handPoints: points, now: now)
  }

  func end(
    _ name: String, _ outcome: LedgerRecord.Outcome = .completed,
    _ subject: LedgerSubject = subject, now: ClockReading
  ) throws {
    try close(
      LedgerRecord(
        opening: LedgerOpening(
          session: name, subject: subject, device: "sim:t1", simulated: true, title: "Back"),
        started: now.wall, outcome: outcome, reason: "The program ended.", zones: [],
        energised: .zero, handPoints: 0, standstill: .milliseconds(118),
        confirmed: .milliseconds(218), standstillConfirmed: true),
      now: now)
  }

  static func means(_ hertz: Float, _ millimeters: Float, asked: Float, peak: Float)
    -> LedgerRecord.Means
  {
    LedgerRecord.Means(
      frequency: Hertz(hertz: hertz), amplitude: Displacement(millimeters: millimeters),
      commandedAmplitude: Displacement(millimeters: asked), peakAcceleration: Acceleration(g: peak))
  }

  /// Half a minute on one place, with the means of one actuator or two.
  static func record(_ name: String, actuators: Int, now: ClockReading) -> LedgerRecord {
    LedgerRecord(
      opening: LedgerOpening(
        session: name, subject: subject, device: "sim:t1", simulated: true, title: "Back"),
      started: now.wall, outcome: .completed, reason: "The program ended.",
      zones: [
        LedgerRecord.Delivered(
          address: "multifidus-lumbar@L5-S1:left", energised: .seconds(Int64(30)), handPoints: 0.5,
          actuators: [
            means(30, 1.5, asked: 1.75, peak: 2.5), means(40, 0.5, asked: 0.625, peak: 3),
          ].dropLast(2 - actuators))
      ], energised: .zero, handPoints: 0, standstill: .milliseconds(118), confirmed: nil,
      standstillConfirmed: false)
  }

  /// A whole session with `seconds` delivered on one place.
  func treat(
    _ name: String, _ place: TreatedSide = back, _ safetyClass: SafetyClass = .a, seconds: Int64,
    now: ClockReading
  ) throws {
    try begin(name, now: now)
    try charge(name, place, safetyClass, seconds: seconds, now: now)
    try settle(
      session: name, place: place, energised: .seconds(seconds), handPoints: 0, now: now)
    try end(name, now: now)
  }

  func had(_ place: TreatedSide = back, _ safetyClass: SafetyClass = .a, now: ClockReading) throws
    -> LedgerUsage.Place
  {
    let usage = try usage(subject: Self.subject, places: [place: safetyClass], now: now)
    return usage.places[place]
      ?? LedgerUsage.Place(today: .zero, application: .zero, sinceLast: nil)
  }
}

/// The limit that `body` is refused for; nil when it is not.
func refusedLimit(_ body: () throws -> Void) -> LimitRefusal? {
  do {
    try body()
    return nil
  } catch LedgerError.limit(let refusal) {
    return refusal
  } catch {
    return nil
  }
}
