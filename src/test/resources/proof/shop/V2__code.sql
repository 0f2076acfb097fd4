CREATE FUNCTION shop.total(who bigint) RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN count(*) > 0 THEN sum(amount) ELSE 0 END FROM shop.invoice WHERE customer = who;
END;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    NEW.due := coalesce(NEW.due, current_date); -- a ; in a comment
    RETURN NEW;
END $body$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF amount ON shop.invoice FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.open_invoice WITH (security_barrier) AS
    SELECT i.*, c.name FROM shop.invoice i JOIN shop.customer c ON c.id = i.customer WHERE state = 'open';
CREATE MATERIALIZED VIEW shop.total_by_customer AS SELECT customer, sum(amount) FROM shop.invoice GROUP BY 1;
CREATE UNIQUE INDEX ON shop.total_by_customer (customer);
CREATE RULE no_delete AS ON DELETE TO shop.open_invoice DO INSTEAD NOTHING;
CREATE AGGREGATE shop.product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE OPERATOR shop.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq);
ALTER TABLE shop.invoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON shop.invoice FOR SELECT TO public USING (customer = current_setting('shop.customer', true)::bigint);
GRANT SELECT ON shop.invoice, shop.customer TO public;
GRANT UPDATE (due) ON shop.invoice TO public;
REVOKE EXECUTE ON FUNCTION shop.total FROM public;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO public;
