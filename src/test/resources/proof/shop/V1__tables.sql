/* A small shop, in one step a file. */
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'paid');
CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%_@_%');
CREATE TABLE shop.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mail shop.email UNIQUE,
    name text COLLATE "C" NOT NULL DEFAULT '',
    tags text[] NOT NULL DEFAULT '{}',
    loud text GENERATED ALWAYS AS (upper(name)) STORED
);
CREATE TABLE shop.invoice (
    id serial PRIMARY KEY,
    customer bigint NOT NULL REFERENCES shop.customer ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    state shop.state NOT NULL DEFAULT 'open',
    amount numeric(12, 2) CHECK (amount >= 0),
    due date,
    EXCLUDE USING btree (due WITH =) WHERE (amount > 1000000)
);
COMMENT ON TABLE shop.invoice IS 'It''s "what" is owed';
COMMENT ON COLUMN shop.invoice.due IS E'two\nlines';
CREATE INDEX ON shop.invoice (customer, due DESC NULLS LAST) INCLUDE (amount) WHERE state = 'open';
INSERT INTO shop.customer (mail, name) VALUES ('a@b', 'A;B'), ('c@d', $$it's$$), ('e@f', E'\'');
INSERT INTO shop.invoice (customer, amount) SELECT id, 10 * id FROM shop.customer;
