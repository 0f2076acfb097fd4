CREATE TYPE colour AS ENUM ('red');
CREATE TABLE paint (colour colour);
ALTER TYPE colour ADD VALUE IF NOT EXISTS 'green' BEFORE 'red';
ALTER TYPE colour ADD VALUE 'blue';
INSERT INTO paint SELECT unnest(enum_range(NULL::colour));
CREATE INDEX ON paint (colour) WHERE colour = 'green';
