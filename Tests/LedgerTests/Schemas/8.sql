-- SPDX-License-Identifier: Apache-2.0
-- What schema 8, entries by calendar, added. Never edited.
INSERT INTO grdb_migrations VALUES ('entries by calendar');

CREATE INDEX reportByCalendar ON report (subject, wall);
