// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
  /// What people said, zones that are locked, and where records came from.
  static let diary = """
    ALTER TABLE session ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE subject ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE subject ADD COLUMN gentler REAL NOT NULL DEFAULT 1;

    CREATE INDEX sessionImported ON session (subject, proven) WHERE imported = 1;

    CREATE TABLE report (
      id INTEGER PRIMARY KEY,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      session INTEGER REFERENCES session ON DELETE SET NULL,
      kind TEXT NOT NULL,
      claimed INTEGER NOT NULL,
      wall INTEGER NOT NULL,
      pain INTEGER CHECK (pain BETWEEN 0 AND 10),
      tolerance INTEGER CHECK (tolerance BETWEEN 0 AND 10),
      numb INTEGER,
      duration INTEGER,
      worse TEXT NOT NULL DEFAULT '',
      better TEXT NOT NULL DEFAULT '',
      text TEXT NOT NULL DEFAULT '',
      imported INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX reportByTime ON report (subject, claimed);
    CREATE INDEX reportOfDoctor ON report (subject, claimed) WHERE kind = 'doctor';
    CREATE INDEX reportImported ON report (subject) WHERE imported = 1;
    CREATE INDEX reportBySession ON report (session) WHERE session IS NOT NULL;

    CREATE TABLE zoneLock (
      id INTEGER PRIMARY KEY,
      subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
      zone TEXT NOT NULL,
      side TEXT NOT NULL,
      wall INTEGER NOT NULL,
      clearedWall INTEGER,
      imported INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX zoneLockStanding ON zoneLock (subject, zone, side) WHERE clearedWall IS NULL;

    CREATE TABLE said (
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      position INTEGER NOT NULL,
      since INTEGER NOT NULL,
      step INTEGER NOT NULL,
      question TEXT,
      number INTEGER NOT NULL,
      PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID;
    """

  /// How people get on from day to day, as JSON, and assessments that came from a file.
  static let dailyLife = """
    ALTER TABLE report ADD COLUMN daily TEXT;
    ALTER TABLE assessment ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX reportOfDailyLife ON report (subject, claimed) WHERE daily IS NOT NULL;
    """

  /// By which an entry of a file is known again.
  static let entriesByCalendar = "CREATE INDEX reportByCalendar ON report (subject, wall)"
}
