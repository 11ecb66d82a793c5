-- SPDX-License-Identifier: Apache-2.0
-- What schema 1 had. Never edited.
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('1');

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
