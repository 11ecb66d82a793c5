-- SPDX-License-Identifier: Apache-2.0
-- Rows that schema 7 could write beside the session. Never edited.
INSERT INTO report (id, subject, kind, claimed, wall, daily) VALUES (4, 1, 'daily', 1798790000000, 1798790000000, '{"abilities":{"bed":4,"stairs":7},"sittingHours":8,"work":"desk"}');
INSERT INTO report (id, subject, kind, claimed, wall, daily, imported) VALUES (5, 1, 'daily', 1799000000000, 1799000000000, '{"abilities":{"bed":7}}', 1);
INSERT INTO assessment VALUES (2, 1, '{"movements":[],"muscles":[],"pain":9,"painPattern":"none","patterns":["forward-head"]}', 1799500000000, 1799500000000, 1);
