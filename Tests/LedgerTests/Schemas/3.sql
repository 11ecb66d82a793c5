-- SPDX-License-Identifier: Apache-2.0
-- The ledger as schema 3, with agreements, wrote it, with one session. Never edited.
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('1'), ('programs and curves'), ('agreements');

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

ALTER TABLE session ADD COLUMN program TEXT NOT NULL DEFAULT '';
ALTER TABLE curve ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;

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

INSERT INTO clock VALUES (1, 1800000000000, 1800000000000, 1800000000000, 'first', 60000000000, 1, 1800000000000, 1800000000000, NULL);
INSERT INTO subject (id, uid, name, created) VALUES (1, 1000, 'self', 1800000000000), (2, 1001, 'anna', 1800000000000);
INSERT INTO answer VALUES (1, 1, 'RF-1', 0, 1800000000000, 1800000000000);
INSERT INTO session (id, name, subject, device, simulated, title, wall, proven, claimed, boot, onClaim, endedWall, outcome, reason, energised, handPoints, standstill, confirmed, standstillConfirmed, tolerated)
  VALUES (1, 's1', 1, 'sim:t1', 1, 'Back', 1799999000000, 1799999000000, 1799999000000, 'first', 0, 1799999100000, 'completed', 'The program ended.', 42000, 1.5, 118, 218, 1, 1);
INSERT INTO charge VALUES (1, 1, 1, 1000, 'multifidus-lumbar', 'left', 1, 42000, 1.5, 1, 1799999100000, 1799999100000);
INSERT INTO delivery VALUES (1, 0, 'multifidus-lumbar:left', 42000, 1.5, 30, 0.6, 1.1, 0.6);
INSERT INTO curve VALUES (1, X'b80b58025e00', 1);
