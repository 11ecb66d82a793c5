// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables, version by version; a version that was ever released is never edited.
///
/// Moments are milliseconds on one of the ledger's clocks, durations milliseconds.
enum LedgerSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in try db.execute(sql: version1) }
    migrator.registerMigration("programs and curves") { db in
      try db.execute(
        sql: """
          ALTER TABLE session ADD COLUMN program TEXT NOT NULL DEFAULT '';
          ALTER TABLE curve ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;
          """)
    }
    migrator.registerMigration("agreements") { db in try db.execute(sql: agreements) }
    migrator.registerMigration("diary") { db in try db.execute(sql: diary) }
    migrator.registerMigration("assessments") { db in try db.execute(sql: assessments) }
    migrator.registerMigration("actuators") { db in try db.execute(sql: actuators) }
    migrator.registerMigration("daily life") { db in try db.execute(sql: dailyLife) }
    migrator.registerMigration("entries by calendar") { db in try db.execute(sql: entriesByCalendar)
    }
    return migrator
  }

  /// The tables whose damage would make the ledger forget; checked at every start.
  static let accounts = [
    "clock", "subject", "answer", "session", "charge", "delivery", "report", "zoneLock",
    "agreement", "assessment", "actuator",
  ]

  /// What each of several actuators delivered to a place, counted from 0; means as in `delivery`.
  private static let actuators = """
    CREATE TABLE actuator (
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      position INTEGER NOT NULL,
      actuator INTEGER NOT NULL,
      meanFrequency REAL NOT NULL,
      meanAmplitude REAL NOT NULL,
      meanCommandedAmplitude REAL NOT NULL,
      peakAcceleration REAL NOT NULL,
      PRIMARY KEY (session, position, actuator)
    ) STRICT, WITHOUT ROWID;
    """

  /// What people found out about themselves, as JSON.
  private static let assessments = """
    CREATE TABLE assessment (
      id INTEGER PRIMARY KEY,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      content TEXT NOT NULL,
      claimed INTEGER NOT NULL,
      wall INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX assessmentBySubject ON assessment (subject, claimed);
    """

  /// What clinicians agreed to, as the person told it; kept with the name and the day.
  private static let agreements = """
    CREATE TABLE agreement (
      id INTEGER PRIMARY KEY,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      question TEXT NOT NULL,
      clinician TEXT NOT NULL,
      date TEXT NOT NULL,
      claimed INTEGER NOT NULL,
      wall INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX agreementBySubject ON agreement (subject, claimed);
    CREATE INDEX answerByQuestion ON answer (subject, question, claimed);
    """

  private static let version1 = """
    CREATE TABLE clock (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      proven INTEGER NOT NULL,
      claimed INTEGER NOT NULL,
      wall INTEGER NOT NULL,
      boot TEXT NOT NULL,
      sinceBoot INTEGER NOT NULL,
      synchronised INTEGER NOT NULL,
      vouchedWall INTEGER,
      vouchedProven INTEGER,
      unaccountedUntil INTEGER
    ) STRICT;

    CREATE TABLE subject (
      id INTEGER PRIMARY KEY,
      uid INTEGER NOT NULL,
      name TEXT NOT NULL,
      created INTEGER NOT NULL,
      UNIQUE (uid, name)
    ) STRICT;

    CREATE TABLE answer (
      id INTEGER PRIMARY KEY,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      question TEXT NOT NULL,
      yes INTEGER NOT NULL,
      claimed INTEGER NOT NULL,
      wall INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX answerBySubject ON answer (subject, claimed);

    CREATE TABLE session (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      device TEXT NOT NULL,
      simulated INTEGER NOT NULL,
      title TEXT NOT NULL,
      wall INTEGER NOT NULL,
      proven INTEGER NOT NULL,
      claimed INTEGER NOT NULL,
      boot TEXT NOT NULL,
      onClaim INTEGER NOT NULL,
      endedWall INTEGER,
      outcome TEXT,
      reason TEXT,
      energised INTEGER NOT NULL DEFAULT 0,
      handPoints REAL NOT NULL DEFAULT 0,
      standstill INTEGER,
      confirmed INTEGER,
      standstillConfirmed INTEGER NOT NULL DEFAULT 0,
      tolerated INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX sessionByStart ON session (subject, proven);
    CREATE INDEX sessionByTolerance ON session (subject) WHERE tolerated = 1;
    CREATE INDEX sessionOpen ON session (subject) WHERE outcome IS NULL;
    CREATE INDEX sessionOnClaim ON session (subject, boot) WHERE onClaim = 1;

    CREATE TABLE charge (
      id INTEGER PRIMARY KEY,
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      uid INTEGER NOT NULL,
      zone TEXT NOT NULL,
      side TEXT NOT NULL,
      safetyClass INTEGER NOT NULL,
      energised INTEGER NOT NULL,
      handPoints REAL NOT NULL,
      settled INTEGER NOT NULL,
      proven INTEGER NOT NULL,
      claimed INTEGER NOT NULL,
      UNIQUE (session, zone, side)
    ) STRICT;
    CREATE INDEX chargeByPlace ON charge (subject, zone, side, proven);
    CREATE INDEX chargeByHand ON charge (uid, proven);
    CREATE INDEX chargeByTime ON charge (proven);

    CREATE TABLE delivery (
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      position INTEGER NOT NULL,
      address TEXT NOT NULL,
      energised INTEGER NOT NULL,
      handPoints REAL NOT NULL,
      meanFrequency REAL NOT NULL,
      meanAmplitude REAL NOT NULL,
      peakAcceleration REAL NOT NULL,
      meanCommandedAmplitude REAL NOT NULL,
      PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE curve (
      session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
      samples BLOB NOT NULL
    ) STRICT;
    """
}
