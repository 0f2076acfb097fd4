ALTER TYPE mood ADD VALUE 'happy';
INSERT INTO person VALUES ('Ada', 'happy');
ALTER TABLE person ALTER mood SET DEFAULT 'happy';
