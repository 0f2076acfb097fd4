-- The people and companies whose boats the yard looks after.
--
-- This folder is an example: the order desk of a small boat yard. Its first migration makes one table.

CREATE TABLE customer (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL CHECK (name <> ''),
    created_at  timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE customer IS 'Who pays for the work; one customer may own several boats';
