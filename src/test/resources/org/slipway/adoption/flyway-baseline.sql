-- Rows as Flyway 13 wrote them with another table and a schema that it made.
CREATE SCHEMA app;
CREATE TABLE app.history (
    installed_rank integer NOT NULL,
    version varchar(50),
    description varchar(200) NOT NULL,
    type varchar(20) NOT NULL,
    script varchar(1000) NOT NULL,
    checksum integer,
    installed_by varchar(100) NOT NULL,
    installed_on timestamp NOT NULL DEFAULT now(),
    execution_time integer NOT NULL,
    success boolean NOT NULL,
    CONSTRAINT history_pk PRIMARY KEY (installed_rank)
);
INSERT INTO app.history VALUES
    (1, '2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'flo', '2026-03-02 12:00:00', 0, true),
    (2, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"app"', NULL, 'flo', '2026-03-02 12:00:01', 0, true),
    (3, '2.1', 'boat', 'SQL', 'V2.1__boat.sql', 462270044, 'flo', '2026-03-02 12:00:02', 58, true);
