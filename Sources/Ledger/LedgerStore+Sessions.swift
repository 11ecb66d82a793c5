// SPDX-License-Identifier: Apache-2.0

import Envelope
import GRDB
import Person
import Quantities

extension LedgerStore {
  /// A session that ended well counts as experience from this much energised time on `[E]`.
  public static var toleratedMinimum: Interval { Limits.warmUpDuration }

  /// What the subject and the operator have had, for the places asked about.
  public func usage(
    subject: LedgerSubject, places: [TreatedSide: SafetyClass], now reading: ClockReading
  ) throws(LedgerError) -> LedgerUsage {
    try transaction(reading) { db, clock in
      // Somebody unknown has had nothing, and asking makes nobody known.
      let id = try Self.findSubject(db, subject) ?? 0
      let proven = try usage(
        LedgerBasis(db, clock, .proven), subject: id, uid: subject.uid, places: places)
      guard try Self.isRefused(proven, places),
        try Self.claimIsFree(db, uid: subject.uid, boot: reading.boot)
      else { return proven }
      var claimed = try usage(
        LedgerBasis(db, clock, .claimed), subject: id, uid: subject.uid, places: places)
      claimed.onClaim = true
      return try Self.isRefused(claimed, places) ? proven : claimed
    }
  }

  /// Begins a session, which counts against the day from now on.
  ///
  /// Red flags are asked about here again, so that nothing which forgot to ask can run (hazard H10).
  public func open(_ opening: LedgerOpening, now reading: ClockReading) throws(LedgerError) {
    try transaction(reading) { db, clock in
      let subject = try Self.subjectID(db, opening.subject, at: reading)
      let verdict = try verdict(db, clock, subject: subject, lasting: Self.session)
      guard verdict.permits else { throw LedgerError.screening(verdict) }
      let uid = opening.subject.uid
      var onClaim = false
      do {
        try LedgerBasis(db, clock, .proven).checkSession(subject: subject, uid: uid)
      } catch let refusal {
        guard try Self.claimIsFree(db, uid: uid, boot: reading.boot) else { throw refusal }
        do {
          try LedgerBasis(db, clock, .claimed).checkSession(subject: subject, uid: uid)
        } catch { throw refusal }
        onClaim = true
      }
      try db.execute(
        sql: """
          INSERT INTO session (name, subject, device, simulated, title, wall, proven, claimed, boot,
            onClaim, program) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          opening.session, subject, opening.device, opening.simulated, opening.title,
          reading.wall.milliseconds, clock.now.proven.milliseconds,
          clock.now.claimed.milliseconds, reading.boot, onClaim, opening.program,
        ])
      try Self.adopt(
        db, subject: subject, session: db.lastInsertedRowID, now: clock.now.claimed)
    }
  }

  /// Charges energised time to a place before it is delivered.
  ///
  /// `energised` and `handPoints` add to what the session was charged for the place so far, and are
  /// the most that may be delivered before the next call.
  public func charge(
    session name: String, place: TreatedSide, safetyClass: SafetyClass, energised: Interval,
    handPoints: Double, now reading: ClockReading
  ) throws(LedgerError) {
    let length = Self.roundedUp(energised)
    let handPoints = Self.counted(handPoints)
    try transaction(reading) { db, clock in
      let session = try Self.openSession(db, name)
      if try Self.isLocked(db, subject: session.subject, place) {
        throw LedgerError.locked(ZoneLock(place: place, since: reading.wall))
      }
      func check(_ kind: LedgerBasis.Kind) throws {
        let basis = LedgerBasis(db, clock, kind)
        try basis.checkPlace(subject: session.subject, place, safetyClass, adding: length)
        try basis.checkHand(uid: session.uid, adding: handPoints)
      }
      try LedgerBasis(db, clock, .proven).checkLength(session: session.id, adding: length)
      do {
        try check(session.onClaim ? .claimed : .proven)
      } catch let refusal {
        guard !session.onClaim,
          try Self.claimIsFree(db, uid: session.uid, boot: reading.boot)
        else { throw refusal }
        do { try check(.claimed) } catch { throw refusal }
        try db.execute(
          sql: "UPDATE session SET onClaim = 1, boot = ? WHERE id = ?",
          arguments: [reading.boot, session.id])
      }
      try db.execute(
        sql: """
          INSERT INTO charge (session, subject, uid, zone, side, safetyClass, energised, handPoints,
            settled, proven, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
          ON CONFLICT (session, zone, side) DO UPDATE SET
            energised = energised + excluded.energised,
            handPoints = handPoints + excluded.handPoints,
            settled = 0, proven = excluded.proven, claimed = excluded.claimed
          """,
        arguments: [
          session.id, session.subject, Int64(session.uid), place.zone, place.side,
          Int64(safetyClass.rawValue), length.milliseconds, handPoints,
          clock.now.proven.milliseconds, clock.now.claimed.milliseconds,
        ])
    }
  }

  /// Replaces what a session was charged for a place by what was delivered there, in all.
  ///
  /// What was measured counts, also when it is more than was charged.
  public func settle(
    session name: String, place: TreatedSide, energised: Interval, handPoints: Double,
    now reading: ClockReading
  ) throws(LedgerError) {
    let handPoints = Self.counted(handPoints)
    try transaction(reading) { db, clock in
      let session = try Self.openSession(db, name)
      // Delivery without a charge is a defect elsewhere; it counts all the same.
      try db.execute(
        sql: """
          INSERT INTO charge (session, subject, uid, zone, side, safetyClass, energised, handPoints,
            settled, proven, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
          ON CONFLICT (session, zone, side) DO UPDATE SET energised = excluded.energised,
            handPoints = excluded.handPoints, settled = 1, proven = excluded.proven,
            claimed = excluded.claimed
          """,
        arguments: [
          session.id, session.subject, Int64(session.uid), place.zone, place.side,
          Int64(SafetyClass.c.rawValue), Self.roundedUp(energised).milliseconds, handPoints,
          clock.now.proven.milliseconds, clock.now.claimed.milliseconds,
        ])
    }
  }

  /// Ends a session with its record, and optionally the curve of what was delivered.
  ///
  /// Its totals are those of the ledger: what was never settled counts as charged.
  public func close(
    _ record: LedgerRecord, curve: DeliveredCurve? = nil, said: [SaidInSession] = [],
    now reading: ClockReading
  ) throws(LedgerError) {
    try transaction(reading) { db, _ in
      let session = try Self.openSession(db, record.opening.session)
      let endedWell = record.outcome == .completed || record.outcome == .stopped
      try db.execute(
        sql: """
          UPDATE session SET outcome = ?, reason = ?, endedWall = ?, standstill = ?, confirmed = ?,
            standstillConfirmed = ?,
            energised = (SELECT COALESCE(SUM(energised), 0) FROM charge WHERE session = session.id),
            handPoints = (SELECT COALESCE(SUM(handPoints), 0) FROM charge WHERE session = session.id),
            tolerated = ? AND (SELECT COALESCE(SUM(energised), 0) >= ? AND COALESCE(MIN(settled), 0)
              FROM charge WHERE session = session.id)
          WHERE id = ?
          """,
        arguments: [
          record.outcome.rawValue, record.reason, reading.wall.milliseconds,
          record.standstill?.milliseconds, record.confirmed?.milliseconds,
          record.standstillConfirmed, endedWell, Self.toleratedMinimum.milliseconds, session.id,
        ])
      try Self.insert(db, record.zones, session: session.id)
      try Self.insert(db, said, session: session.id)
      if let curve, !curve.samples.isEmpty {
        try db.execute(
          sql: "INSERT INTO curve (session, samples, layout) VALUES (?, ?, ?)",
          arguments: [session.id, curve.blob, curve.layout])
      }
    }
  }
}
