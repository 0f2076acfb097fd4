CREATE SCHEMA app;
SET search_path = app;
SET standard_conforming_strings = off;
SET default_tablespace = '';
CREATE TABLE inside (v text DEFAULT 'a\\b');
CREATE TEMPORARY TABLE scratch AS SELECT 1 AS n;
INSERT INTO inside SELECT n FROM scratch;
