SET search_path = app;
SET TIME ZONE 'Asia/Tokyo';
CREATE TABLE divided (id int, at timestamptz DEFAULT '2024-01-01 00:00');
CREATE INDEX CONCURRENTLY divided_id ON divided (id);
CREATE TABLE after_division (at text DEFAULT timestamptz '2024-01-01 00:00+00'::text);
INSERT INTO after_division VALUES (timestamptz '2024-01-01 00:00+00'::text);
CREATE VIEW what AS SELECT timestamptz '2024-01-01 12:00' AS at;
