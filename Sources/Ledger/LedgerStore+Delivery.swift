// SPDX-License-Identifier: Apache-2.0

import GRDB
import Quantities

/// What places received: a row of `delivery` each, and one of `actuator` for each of several.
extension LedgerStore {
  static func insert(_ db: Database, _ zones: [LedgerRecord.Delivered], session: Int64) throws {
    for (position, zone) in zones.enumerated() {
      let leading = zone.leading
      try db.execute(
        sql: "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          session, position, zone.address, roundedUp(zone.energised).milliseconds,
          Double(zone.handPoints), Double(leading.frequency.hertz),
          Double(leading.amplitude.millimeters), Double(leading.peakAcceleration.g),
          Double(leading.commandedAmplitude.millimeters),
        ])
      guard zone.actuators.count > 1 else { continue }
      for (actuator, means) in zone.actuators.enumerated() {
        try db.execute(
          sql: "INSERT INTO actuator VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            session, position, actuator, Double(means.frequency.hertz),
            Double(means.amplitude.millimeters), Double(means.commandedAmplitude.millimeters),
            Double(means.peakAcceleration.g),
          ])
      }
    }
  }

  /// What was delivered, or for a session that broke off, what it was charged, place by place.
  static func zones(_ db: Database, session: Int64) throws -> [LedgerRecord.Delivered] {
    let delivered = try Row.fetchAll(
      db, sql: "SELECT * FROM delivery WHERE session = ? ORDER BY position", arguments: [session])
    if !delivered.isEmpty {
      return try delivered.map { row in
        let points: Double = row["handPoints"]
        let several = try actuators(db, session: session, position: row["position"])
        return LedgerRecord.Delivered(
          address: row["address"], energised: .milliseconds(row["energised"]),
          handPoints: Float(points),
          actuators: several.isEmpty ? [LedgerRecord.Means(row)] : several)
      }
    }
    return try Row.fetchAll(
      db, sql: "SELECT zone, side, energised, handPoints FROM charge WHERE session = ? ORDER BY id",
      arguments: [session]
    ).map { row in
      let zone: String = row["zone"]
      let side: String = row["side"]
      let points: Double = row["handPoints"]
      return LedgerRecord.Delivered(
        address: "\(zone):\(side)", energised: .milliseconds(row["energised"]),
        handPoints: Float(points), actuators: [])
    }
  }

  /// Of each of several; empty where there is one, or the record is older than the table.
  private static func actuators(_ db: Database, session: Int64, position: Int64) throws
    -> [LedgerRecord.Means]
  {
    try Row.fetchAll(
      db, sql: "SELECT * FROM actuator WHERE session = ? AND position = ? ORDER BY actuator",
      arguments: [session, position]
    ).map { LedgerRecord.Means($0) }
  }
}

extension LedgerRecord.Means {
  /// Of a row of `delivery` or of `actuator`, which name them alike.
  fileprivate init(_ row: Row) {
    func number(_ column: String) -> Float {
      let value: Double = row[column]
      return Float(value)
    }
    self.init(
      frequency: Hertz(hertz: number("meanFrequency")),
      amplitude: Displacement(millimeters: number("meanAmplitude")),
      commandedAmplitude: Displacement(millimeters: number("meanCommandedAmplitude")),
      peakAcceleration: Acceleration(g: number("peakAcceleration")))
  }
}
