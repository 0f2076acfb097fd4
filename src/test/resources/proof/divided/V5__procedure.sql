CREATE PROCEDURE fill(pieces int) LANGUAGE plpgsql AS $$
BEGIN
    FOR piece IN 1..pieces LOOP
        INSERT INTO person VALUES ('p' || piece);
        COMMIT;
    END LOOP;
END $$;
CALL fill(5);
DROP PROCEDURE fill;
