UPDATE flyway_schema_history SET script = 'V1__renamed.sql' WHERE version = '1';
DELETE FROM flyway_schema_history WHERE NOT success;
CREATE TABLE slipway_is_mine ();
