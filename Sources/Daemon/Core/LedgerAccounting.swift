// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Ledger
import Person
import Quantities
import Sessions

/// The ledger as supervisors use it.
///
/// Subjects are written `uid/name`, as `LedgerSubject` does.
struct LedgerAccounting: Accounting, Sendable {
  let store: LedgerStore
  let clock: DaemonClock
  let catalogue: Catalogue

  func screening(subject: String, toBegin: Bool, at: WallTime) throws -> Screening {
    let (verdict, left) = try worded { () throws(LedgerError) in
      try store.permission(
        subject: ledgerSubject(subject), toBegin: toBegin, now: clock.reading())
    }
    switch verdict {
    case .open(let flags): return .open(flags.map(\.id))
    case .emergency(let flags, _), .refused(let flags, _):
      return .refused(rule: flags.first?.id ?? "red flags", message: verdict.refusal ?? "")
    case .passed(_, var restrictions, _):
      try worded { () throws(LedgerError) in
        _ = try restrictions.complete(store, ledgerSubject(subject), now: clock.reading())
      }
      return .permitted(restrictions, left: left)
    }
  }

  func usage(subject: String, zoneSides: [ZoneSide], at: WallTime) throws -> Usage {
    var places: [TreatedSide: SafetyClass] = [:]
    for side in zoneSides { places[TreatedSide(side)] = safetyClass(side) }
    let used = try worded { () throws(LedgerError) in
      try store.usage(
        subject: ledgerSubject(subject), places: places, now: clock.reading())
    }
    if let wait = used.sessionsEaseIn, used.sessionsToday < Limits.sessionsPerDay {
      // Damaged records were set aside: nobody knows what today's doses are.
      let refusal = LimitRefusal(
        limit: .unaccounted, used: 0, allowed: 0, wait: wait, wall: clock.reading().wall)
      throw SessionError.tryLater(
        message: refusal.message, limit: refusal.limit.rawValue, used: 0, allowed: 0,
        again: at + wait)
    }
    let standing = try worded { () throws(LedgerError) in
      try PersonStanding(
        store, subject: ledgerSubject(subject), now: clock.reading(), catalogue: catalogue)
    }
    var had: [ZoneSide: ZoneUsage] = [:]
    var factors: [ZoneSide: Float] = [:]
    for side in zoneSides {
      factors[side] = standing.factor(side)
      guard let place = used.places[TreatedSide(side)] else { continue }
      had[side] = ZoneUsage(
        energisedToday: place.today, lastApplication: place.application,
        lastEnded: place.sinceLast.map {
          WallTime(milliseconds: at.milliseconds - $0.milliseconds)
        },
        releases: place.releases.map { ZoneUsage.Release(at: at + $0.wait, energised: $0.amount) })
    }
    return Usage(
      sessionsToday: used.sessionsToday, sessionsEver: used.earlierSessions,
      handPointsToday: Float(used.handPointsToday), zoneSides: had,
      dayEnds: at + (used.sessionsEaseIn ?? .seconds(Int64(86_400))),
      handEases: at + used.handEaseIn, factors: factors)
  }

  func open(_ opening: SessionOpening) throws {
    try worded { () throws(LedgerError) in
      try store.open(ledgerOpening(opening), now: clock.reading())
    }
  }

  func charge(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime
  ) throws {
    try worded { () throws(LedgerError) in
      try store.charge(
        session: session, place: TreatedSide(zoneSide), safetyClass: safetyClass(zoneSide),
        energised: energised, handPoints: Double(handPoints), now: clock.reading())
    }
  }

  func settle(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime
  ) throws {
    try worded { () throws(LedgerError) in
      try store.settle(
        session: session, place: TreatedSide(zoneSide), energised: energised,
        handPoints: Double(handPoints), now: clock.reading())
    }
  }

  func close(_ record: SessionRecord) throws {
    let began = record.curve.first?.at ?? .zero
    let curve = DeliveredCurve(
      samples: record.curve.map {
        DeliveredCurve.Sample(
          at: $0.at - began, step: Int($0.step), first: DeliveredCurve.Actuator($0.first),
          second: $0.second.map { DeliveredCurve.Actuator($0) })
      })
    try worded { () throws(LedgerError) in
      try store.close(
        ledgerRecord(record), curve: curve,
        said: record.said.map {
          SaidInSession(
            since: $0.since, step: $0.step, question: $0.question, number: Int($0.number))
        }, now: clock.reading())
    }
  }

  private func safetyClass(_ side: ZoneSide) -> SafetyClass {
    catalogue[ZoneID(side.zone)]?.effectiveClass ?? .c
  }

  private func ledgerSubject(_ subject: String) -> LedgerSubject {
    LedgerSubject(subject) ?? LedgerSubject(uid: .max, name: subject)
  }

  private func ledgerOpening(_ opening: SessionOpening) -> LedgerOpening {
    LedgerOpening(
      session: opening.session, subject: ledgerSubject(opening.subject), device: opening.device,
      simulated: opening.simulated, title: opening.title, program: opening.program)
  }

  private func ledgerRecord(_ record: SessionRecord) -> LedgerRecord {
    let isConfirmed = record.standstill.outcome == .confirmed
    return LedgerRecord(
      opening: LedgerOpening(
        session: record.session, subject: ledgerSubject(record.subject), device: record.device,
        simulated: record.simulated, title: record.title),
      started: Timestamp(milliseconds: record.started.milliseconds),
      outcome: LedgerRecord.Outcome(rawValue: record.outcome.rawValue) ?? .failed,
      reason: record.reason,
      zones: record.zones.map { zone in
        LedgerRecord.Delivered(
          address: zone.address, energised: zone.energised, handPoints: zone.handPoints,
          actuators: zone.actuators.map {
            LedgerRecord.Means(
              frequency: $0.frequency, amplitude: $0.amplitude,
              commandedAmplitude: $0.commandedAmplitude, peakAcceleration: $0.peakAcceleration)
          })
      },
      energised: record.energised, handPoints: record.handPoints,
      standstill: isConfirmed ? record.standstill.ended : nil,
      confirmed: isConfirmed ? record.standstill.confirmed : nil,
      standstillConfirmed: isConfirmed)
  }

  private func worded<T>(_ body: () throws(LedgerError) -> T) throws -> T {
    do {
      return try body()
    } catch .limit(let refusal) {
      throw SessionError.tryLater(
        message: refusal.message, limit: refusal.limit.rawValue, used: Float(refusal.used),
        allowed: Float(refusal.allowed),
        again: refusal.again.map { WallTime(milliseconds: $0.milliseconds) })
    } catch {
      throw AccountingFailure(message: error.description)
    }
  }
}

extension DeliveredCurve.Actuator {
  init(_ delivered: DeliveredActuator) {
    self.init(
      commandedFrequency: delivered.commandedFrequency,
      commandedAmplitude: delivered.commandedAmplitude, frequency: delivered.measuredFrequency,
      amplitude: delivered.measuredAmplitude, acceleration: delivered.acceleration,
      contactForce: delivered.contactForce)
  }
}

extension TreatedSide {
  init(_ side: ZoneSide) { self.init(zone: side.zone, side: side.side) }
}
