CREATE TABLE now_in_later ();
SET search_path = public;
CREATE TEMP TABLE scratch AS SELECT 1 AS n;
