CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
INSERT INTO __diesel_schema_migrations VALUES
    ('00000000000000', '2026-03-02 12:00:00'), ('20260101120000', '2026-03-02 12:00:01');
