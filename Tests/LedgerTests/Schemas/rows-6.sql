-- SPDX-License-Identifier: Apache-2.0
-- Rows that schema 6 could write beside the session. Never edited.
INSERT INTO actuator VALUES (1, 0, 0, 30, 0.6, 0.6, 1.1), (1, 0, 1, 40, 0.4, 0.5, 0.9);
