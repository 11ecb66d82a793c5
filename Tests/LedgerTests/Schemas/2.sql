-- SPDX-License-Identifier: Apache-2.0
-- What schema 2, programs and curves, added. Never edited.
INSERT INTO grdb_migrations VALUES ('programs and curves');

ALTER TABLE session ADD COLUMN program TEXT NOT NULL DEFAULT '';
ALTER TABLE curve ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;
