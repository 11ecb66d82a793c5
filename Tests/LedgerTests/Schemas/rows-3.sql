-- SPDX-License-Identifier: Apache-2.0
-- Rows that schema 3 could write beside the session. Never edited.
INSERT INTO agreement VALUES (1, 1, 'HC-4', 'Dr. Smith', '2026-12-30', 1799999000000, 1799999000000);
