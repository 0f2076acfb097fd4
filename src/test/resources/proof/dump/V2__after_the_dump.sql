INSERT INTO thing (name) VALUES (next_name());
