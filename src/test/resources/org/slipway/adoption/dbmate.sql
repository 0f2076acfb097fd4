-- As dbmate 2.36 made it.
CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY);
INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260102000000');
