-- SPDX-License-Identifier: Apache-2.0
-- Rows that schema 4 could write beside the session. Never edited.
INSERT INTO report VALUES (1, 1, 1, 'before', 1799998990000, 1799998990000, 6, NULL, NULL, NULL, 'sitting', '', '', 0);
INSERT INTO report VALUES (2, 1, 1, 'after', 1799999110000, 1799999110000, 4, 3, 0, NULL, '', 'walking', 'it''s "fine"', 0);
INSERT INTO report VALUES (3, 2, NULL, 'note', 1799999110000, 1799999110000, 9, NULL, NULL, NULL, '', '', 'of somebody else', 0);
INSERT INTO zoneLock VALUES (1, 1, 'gluteus-medius', 'right', 1799999110000, NULL, 0), (2, 1, 'tensor-fasciae-latae', 'left', 1799999000000, 1799999110000, 0);
INSERT INTO said VALUES (1, 0, 31000, 2, NULL, 4);
