-- SPDX-License-Identifier: Apache-2.0
-- Rows that schema 5 could write beside the session. Never edited.
INSERT INTO assessment VALUES (1, 1, '{"highSide":"left","movements":[{"direction":"side-bend","freedom":4,"level":"L4-L5","region":"lumbar","side":"left"}],"muscles":[{"side":"left","state":"tight","zone":"quadratus-lumborum"}],"pain":4,"painPattern":"bending","patterns":["high-hip"]}', 1799999000000, 1799999000000);
