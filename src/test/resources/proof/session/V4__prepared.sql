-- slipway:no-transaction
SET search_path = app, public;
SET LOCAL TIME ZONE 'Asia/Tokyo';
PREPARE more AS INSERT INTO inside VALUES ('from a prepared statement');
EXECUTE more;
SELECT /* for the session */ set_config('TimeZone', 'Asia/Tokyo', false);
SELECT set_config('search_path', 'pg_catalog', true);
CREATE TABLE taken AS SELECT (timestamptz '2024-01-01 12:00+00')::text AS at;
VACUUM taken;
INSERT INTO taken VALUES ('later');
