-- SPDX-License-Identifier: Apache-2.0
-- One session, as every schema could write it. Never edited.

INSERT INTO clock VALUES (1, 1800000000000, 1800000000000, 1800000000000, 'first', 60000000000, 1, 1800000000000, 1800000000000, NULL);
INSERT INTO subject (id, uid, name, created) VALUES (1, 1000, 'self', 1800000000000), (2, 1001, 'anna', 1800000000000);
INSERT INTO answer VALUES (1, 1, 'RF-1', 0, 1800000000000, 1800000000000);
INSERT INTO session (id, name, subject, device, simulated, title, wall, proven, claimed, boot, onClaim, endedWall, outcome, reason, energised, handPoints, standstill, confirmed, standstillConfirmed, tolerated)
  VALUES (1, 's1', 1, 'sim:t1', 1, 'Back', 1799999000000, 1799999000000, 1799999000000, 'first', 0, 1799999100000, 'completed', 'The program ended.', 42000, 1.5, 118, 218, 1, 1);
INSERT INTO charge VALUES (1, 1, 1, 1000, 'multifidus-lumbar', 'left', 1, 42000, 1.5, 1, 1799999100000, 1799999100000);
INSERT INTO delivery VALUES (1, 0, 'multifidus-lumbar:left', 42000, 1.5, 30, 0.6, 1.1, 0.6);
INSERT INTO curve (session, samples) VALUES (1, X'b80b58025e00');
