CREATE SCHEMA later;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = later, public', current_database()); END $$;
CREATE TABLE still_in_public ();
CREATE INDEX CONCURRENTLY paint_colour ON paint (colour);
CREATE TABLE still_in_public_too ();
