CREATE TABLE crlf (t text DEFAULT $$a
b$$);
INSERT INTO crlf VALUES (DEFAULT);
-- end