-- SPDX-License-Identifier: Apache-2.0
-- What schema 5, assessments, added. Never edited.
INSERT INTO grdb_migrations VALUES ('assessments');

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES subject ON DELETE CASCADE,
  content TEXT NOT NULL,
  claimed INTEGER NOT NULL,
  wall INTEGER NOT NULL
) STRICT;
CREATE INDEX assessmentBySubject ON assessment (subject, claimed);
