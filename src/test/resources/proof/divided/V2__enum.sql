CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE person (name text, mood mood);
