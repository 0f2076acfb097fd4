CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), script varchar(1000), success boolean);
INSERT INTO flyway_schema_history VALUES (1, '1', 'V1__old.sql', true), (2, '2', 'V2__old.sql', false);
