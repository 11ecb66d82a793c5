-- SPDX-License-Identifier: Apache-2.0
-- What schema 6, actuators, added. Never edited.
INSERT INTO grdb_migrations VALUES ('actuators');

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
