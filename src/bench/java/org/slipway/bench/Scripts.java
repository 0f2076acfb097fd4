package org.slipway.bench;

/** Scripts of a wanted size, the same in every run. */
final class Scripts {
    private static final String FUNCTION = """

            /* Totals of one customer, kept by a trigger; see /* nested */ the note in V12. */
            CREATE OR REPLACE FUNCTION sales.refresh_totals_%1$d() RETURNS trigger AS $body$
            DECLARE
                total numeric(12, 2) := 0; -- of all invoices; not only the open ones
            BEGIN
                SELECT coalesce(sum(amount), 0) INTO total FROM sales.invoice WHERE customer = NEW.customer;
                IF total > 1000 THEN
                    RAISE NOTICE 'customer %% is at %%; that''s a lot', NEW.customer, total;
                END IF;
                UPDATE sales.customer SET total = total, note = $$changed; by trigger$$ WHERE id = NEW.customer;
                RETURN NEW;
            END;
            $body$ LANGUAGE plpgsql;

            -- one row after the other
            CREATE TABLE IF NOT EXISTS sales."Invoice line %1$d" (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                invoice bigint NOT NULL REFERENCES sales.invoice (id),
                amount numeric(12, 2) NOT NULL DEFAULT 0.00 CHECK (amount >= 0),
                note text DEFAULT E'none\\n' -- may be empty
            );
            COMMENT ON TABLE sales."Invoice line %1$d" IS 'Lines; %1$d';
            UPDATE sales.invoice SET state = 'open' WHERE id IN (SELECT id FROM sales.late WHERE day < %1$d);
            """;

    private Scripts() {}

    /** About 250 characters an insert. */
    static String inserts(int length) {
        StringBuilder script = new StringBuilder(length + 1000);
        for (int i = 1; script.length() < length; i++) {
            script.append("INSERT INTO sales.invoice (id, customer, issued_at, amount, currency, state, note) VALUES (")
                    .append(i)
                    .append(", ")
                    .append(i % 977)
                    .append(", '2024-03-")
                    .append(10 + i % 20)
                    .append(" 12:00:00+00', ")
                    .append(i % 10_000)
                    .append(
                            ".95, 'EUR', 'open', 'Delivered to the back door; the customer''s neighbour signed for number ")
                    .append(i)
                    .append(" and asked for a copy');\n");
        }
        return script.toString();
    }

    static String mixed(int length) {
        StringBuilder script = new StringBuilder(length + 4000);
        for (int i = 1; script.length() < length; i++) {
            script.append(FUNCTION.formatted(i));
        }
        return script.toString();
    }
}
