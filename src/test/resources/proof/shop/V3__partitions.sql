CREATE TABLE shop.event (at timestamptz NOT NULL, what jsonb) PARTITION BY RANGE (at);
DO $$
BEGIN
    FOR month IN 0..3 LOOP
        EXECUTE format('CREATE TABLE shop.event_%s PARTITION OF shop.event FOR VALUES FROM (%L) TO (%L)',
            to_char(date '2024-01-01' + month * interval '1 month', 'YYYY_MM'),
            date '2024-01-01' + month * interval '1 month', date '2024-01-01' + (month + 1) * interval '1 month');
    END LOOP;
END $$;
INSERT INTO shop.event SELECT timestamptz '2024-01-01' + n * interval '1 day', jsonb_build_object('n', n) FROM generate_series(1, 100) n;
CREATE INDEX ON shop.event (at);
ALTER TABLE shop.event DETACH PARTITION shop.event_2024_04;
CREATE STATISTICS shop.both ON customer, state FROM shop.invoice;
