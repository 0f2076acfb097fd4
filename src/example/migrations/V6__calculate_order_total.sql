-- What an order costs. Written as a function, so that invoice and dashboard agree.

CREATE FUNCTION order_total(wanted bigint) RETURNS numeric
LANGUAGE plpgsql STABLE AS $body$
DECLARE
    total numeric;
BEGIN
    SELECT coalesce(sum(hours * hourly_rate), 0) INTO total
    FROM job
    WHERE work_order_id = wanted;
    RETURN round(total, 2);
END;
$body$;
