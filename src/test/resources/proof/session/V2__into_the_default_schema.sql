CREATE TABLE outside (v text DEFAULT 'a\\b');
CREATE TABLE scratch (n int);
