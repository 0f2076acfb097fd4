-- The first event whose hash is not what docs/adr/0017-audit-trail.md says it must be, or whose predecessor is missing.
-- No row: the chain is intact. Needs nothing of Slipway; PostgreSQL 14 or later.
SELECT id
FROM (
    SELECT id, hash,
        lag(id, 1, 0::bigint) OVER (ORDER BY id) AS previous_id,
        sha256(
            lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY id)
            || int4send(8) || int8send(id)
            || int4send(8) || int8send((extract(epoch FROM occurred_at) * 1000000)::bigint)
            || coalesce(int4send(octet_length(convert_to(action, 'UTF8'))) || convert_to(action, 'UTF8'), int4send(-1))
            || coalesce(int4send(octet_length(convert_to(actor, 'UTF8'))) || convert_to(actor, 'UTF8'), int4send(-1))
            || coalesce(int4send(octet_length(convert_to(roles, 'UTF8'))) || convert_to(roles, 'UTF8'), int4send(-1))
            || coalesce(int4send(octet_length(convert_to(address, 'UTF8'))) || convert_to(address, 'UTF8'), int4send(-1))
            || coalesce(int4send(octet_length(convert_to(node, 'UTF8'))) || convert_to(node, 'UTF8'), int4send(-1))
            || coalesce(int4send(8) || int8send(run_id), int4send(-1))
            || coalesce(int4send(octet_length(convert_to(detail, 'UTF8'))) || convert_to(detail, 'UTF8'), int4send(-1))
        ) AS expected
    FROM slipway.audit_event
) AS chain
WHERE id <> previous_id + 1 OR hash IS DISTINCT FROM expected
ORDER BY id
LIMIT 1;
