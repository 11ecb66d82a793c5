-- SPDX-License-Identifier: Apache-2.0
-- What schema 7, daily life, added. Never edited.
INSERT INTO grdb_migrations VALUES ('daily life');

ALTER TABLE report ADD COLUMN daily TEXT;
ALTER TABLE assessment ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reportOfDailyLife ON report (subject, claimed) WHERE daily IS NOT NULL;
