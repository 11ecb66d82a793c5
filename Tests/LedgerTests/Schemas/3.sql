-- SPDX-License-Identifier: Apache-2.0
-- What schema 3, agreements, added. Never edited.
INSERT INTO grdb_migrations VALUES ('agreements');

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
