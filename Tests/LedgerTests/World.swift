// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Randomness

@testable import Ledger

/// A person, a device and a machine that crashes, with the truth beside the ledger.
struct World {
  struct Delivery {
    let session: String
    let place: TreatedSide
    let began: Interval
    let ended: Interval
    let points: Double
  }

  static let places: [TreatedSide: SafetyClass] = [
    TreatedSide(zone: "multifidus-lumbar", side: "left"): .a,
    TreatedSide(zone: "quadratus-lumborum", side: "right"): .b,
    TreatedSide(zone: "splenius", side: "left"): .neck,
  ]
  static let day = Interval.seconds(Int64(86_400))

  var random: SplitMix64
  var place: Place
  var ledger: LedgerStore
  var reading: ClockReading
  /// Time that has really passed.
  var truth = Interval.zero
  var session: String?
  var treated: TreatedSide
  /// Charged and not yet delivered.
  var credit = Interval.zero
  var creditPoints = 0.0
  /// Delivered by the session to the place so far.
  var delivered = Interval.zero
  var deliveredPoints = 0.0
  var sessions = 0
  var boots = 0
  var deliveries: [Delivery] = []
  var violations: [String] = []

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    place = try Place()
    reading = .start
    ledger = try LedgerStore.open(directory: place.path, now: reading)
    treated = Self.places.keys.sorted { $0.zone < $1.zone }[0]
  }

  mutating func step() throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<8: pass(.seconds(Int64.random(in: 1...40_000, using: &random)))
    case 8..<14: try crash()
    case 14..<18: setBack()
    case 18..<30: try finish()
    case 30..<45: try begin()
    case 45..<55: try change()
    default: try treat()
    }
  }

  private mutating func pass(_ interval: Interval) {
    truth = truth + interval
    reading = reading.later(interval)
  }

  /// The power goes; the machine may start again, with a calendar that is right or behind.
  private mutating func crash() throws {
    place = try place.afterPowerCut()
    truth = truth + .seconds(Int64(31))
    if Bool.random(using: &random) {
      boots += 1
      let behind = Bool.random(using: &random)
      reading = reading.restarted(
        "boot \(boots)",
        wall: .seconds(behind ? -Int64.random(in: 1...400_000, using: &random) : 31),
        synchronised: !behind && reading.synchronised)
    } else {
      reading = reading.later(.seconds(Int64(31)))
    }
    ledger = try LedgerStore.open(directory: place.path, now: reading)
    forgetSession()
  }

  private mutating func setBack() {
    reading.wall = reading.wall - .seconds(Int64.random(in: 1...1_000_000, using: &random))
    reading.synchronised = false
  }

  private mutating func begin() throws {
    guard session == nil else { return }
    let name = "session \(sessions)"
    sessions += 1
    do {
      try ledger.begin(name, now: reading)
      session = name
    } catch LedgerError.limit {}
  }

  private mutating func forgetSession() {
    session = nil
    credit = .zero
    creditPoints = 0
    delivered = .zero
    deliveredPoints = 0
  }

  private mutating func finish() throws {
    guard let session else { return }
    if Bool.random(using: &random), delivered > .zero { try settle(session) }
    try ledger.end(session, now: reading)
    forgetSession()
  }

  private mutating func change() throws {
    guard let session else { return }
    if delivered > .zero { try settle(session) }
    credit = .zero
    creditPoints = 0
    let others = Self.places.keys.sorted { $0.zone < $1.zone }
    treated = others[Int.random(in: 0..<others.count, using: &random)]
    delivered = deliveries.filter { $0.session == session && $0.place == treated }
      .reduce(.zero) { $0 + ($1.ended - $1.began) }
    deliveredPoints = deliveries.filter { $0.session == session && $0.place == treated }
      .reduce(0) { $0 + $1.points }
  }

  private mutating func settle(_ session: String) throws {
    try ledger.settle(
      session: session, place: treated, energised: delivered, handPoints: deliveredPoints,
      now: reading)
    credit = .zero
    creditPoints = 0
  }

  /// Charges a slice and delivers some or all of the credit.
  private mutating func treat() throws {
    guard let session, let safetyClass = Self.places[treated] else { return }
    let slice = Interval.seconds(Int64.random(in: 1...60, using: &random))
    let points = Double.random(in: 0...12, using: &random)
    do {
      try ledger.charge(
        session: session, place: treated, safetyClass: safetyClass, energised: slice,
        handPoints: points, now: reading)
    } catch LedgerError.limit {
      return
    }
    credit = credit + slice
    creditPoints += points
    let share = Double.random(in: 0...1, using: &random)
    let part = Interval.milliseconds(Int64(Double(credit.milliseconds) * share))
    guard part > .zero else { return }
    let began = truth
    pass(part)
    let spent = creditPoints * share
    credit = credit - part
    creditPoints -= spent
    delivered = delivered + part
    deliveredPoints += spent
    deliveries.append(
      Delivery(session: session, place: treated, began: began, ended: truth, points: spent))
    judge(treated, safetyClass)
  }

  /// Looks back from now at what was really delivered.
  private mutating func judge(_ place: TreatedSide, _ safetyClass: SafetyClass) {
    let recent = deliveries.filter { $0.began > truth - Self.day }
    let here = recent.filter { $0.place == place }
    let today = here.reduce(Interval.zero) { $0 + ($1.ended - $1.began) }
    if today > Limits.dailyMaximum(safetyClass) { violations.append("\(place) had \(today) today") }
    var application = Interval.zero
    var later: Interval?
    for delivery in deliveries.reversed() where delivery.place == place {
      if let later, later - delivery.ended >= Limits.restAfterCap(safetyClass) { break }
      application = application + (delivery.ended - delivery.began)
      later = delivery.began
    }
    if application > Limits.applicationMaximum(safetyClass) {
      violations.append("\(place) had \(application) in one application")
    }
    if Set(recent.map(\.session)).count > Limits.sessionsPerDay + 1 {
      violations.append("sessions: \(Set(recent.map(\.session)))")
    }
    let points = recent.reduce(0) { $0 + $1.points }
    if points > Double(Limits.handPointsRefuse) + 1e-6 { violations.append("hand had \(points)") }
    let own = deliveries.filter { $0.session == session }
      .reduce(Interval.zero) { $0 + ($1.ended - $1.began) }
    if own > Limits.sessionEnergisedMaximum { violations.append("session of \(own)") }
  }
}
