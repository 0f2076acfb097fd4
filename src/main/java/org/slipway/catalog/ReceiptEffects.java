package org.slipway.catalog;

/**
 * The part of {@link ReceiptFunction} that tells what others may have noticed: locks and how long they are held, relations
 * written anew, read from end to end, and rows written.
 */
final class ReceiptEffects {
    private ReceiptEffects() {}

    /** A method, because a constant would stand in every class that uses it. */
    static String sql() {
        return """
            IF wrote_class AND kept IS NOT NULL AND journal IS NULL THEN
                -- a rewrite fills a relation that is dropped again and leaves its file behind
                SELECT coalesce(array_agg(c.oid), '{}') INTO rewritten FROM pg_class c
                WHERE c.oid = ANY (kept) AND c.relkind IN ('r', 'm') AND c.relfilenode = ANY (exclusive) AND c.relfilenode <> c.oid
                    AND {ours c} AND NOT EXISTS (SELECT FROM pg_class t WHERE t.oid = c.relfilenode);
                SELECT coalesce(array_agg(c.oid), '{}') INTO emptied FROM pg_class c
                JOIN {schema}.object o ON o.class = 'pg_class'::regclass AND o.id = c.oid AND o.part = 0
                WHERE c.oid = ANY (kept) AND c.oid = ANY (exclusive) AND c.relkind = 'r' AND {ours c}
                    AND c.relfilenode <> o.storage AND c.relpages = 0 AND c.reltuples = -1 AND c.oid <> ALL (rewritten);
                -- a new index that took over an old one's file was not built
                SELECT coalesce(array_agg(c.oid), '{}') INTO built FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
                WHERE c.oid = ANY (touched) AND i.indrelid = ANY (kept) AND {ours c}
                    AND CASE WHEN i.indrelid = ANY (emptied) THEN false WHEN i.indrelid = ANY (rewritten) THEN true
                        WHEN c.oid = ANY (created) THEN c.relfilenode = c.oid
                        ELSE c.oid = ANY (exclusive) AND c.relfilenode <> (SELECT o.storage FROM {schema}.object o
                            LEFT JOIN pg_constraint k ON k.conrelid = i.indrelid AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
                            WHERE o.part = 0 AND (o.class, o.id) = (CASE WHEN k.oid IS NULL THEN 'pg_class'::regclass
                                ELSE 'pg_constraint'::regclass END, coalesce(k.oid, c.oid))) END;
            END IF;
            IF (touched IS NOT NULL OR gone <> '{}') AND journal IS NULL THEN
                WITH lock AS (
                    SELECT l.relation, l.mode, array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock',
                               'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                               'AccessExclusiveLock'], l.mode) AS strength,
                           coalesce((seen ->> (l.relation || ' ' || l.mode))::bigint, unseen) AS millis
                    FROM pg_lock_status() l
                    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384),
                held AS MATERIALIZED (
                    SELECT l.relation, max(l.strength) AS strength,
                           jsonb_agg(jsonb_build_array(l.mode, l.millis) ORDER BY l.strength DESC) AS locks
                    FROM lock l WHERE NOT EXISTS (SELECT FROM lock s
                        WHERE s.relation = l.relation AND s.strength > l.strength AND s.millis >= l.millis)
                    GROUP BY l.relation)
                SELECT jsonb_agg(jsonb_strip_nulls(e.effect) ORDER BY e.oid) INTO told
                FROM (SELECT c.oid, jsonb_build_object(
                          'kind', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
                              WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'index' END,
                          'identity', {qualified c}, 'created', nullif(t.new, false),
                          'locks', CASE WHEN NOT t.new THEN h.locks END,
                          'rewritten', nullif(c.oid = ANY (rewritten), false), 'emptied', nullif(c.oid = ANY (emptied), false),
                          'rebuilt', b.names, 'scans', s.scans, 'whole', s.whole, 'scanned', s.scanned,
                          'inserted', w.inserted, 'updated', w.updated, 'deleted', w.deleted) AS effect
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      CROSS JOIN LATERAL (SELECT c.oid = ANY (coalesce(created, '{}'))) t (new)
                      LEFT JOIN held h ON h.relation = c.oid
                      LEFT JOIN LATERAL (
                          SELECT jsonb_agg(b.name ORDER BY b.oid) AS names FROM (
                              SELECT x.oid, {qualified x} AS name, {name x} || ' ON ' || {qualified c} AS constraint
                              FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = x.relnamespace
                              WHERE i.indrelid = c.oid AND x.oid = ANY (built)) b
                          WHERE b.oid = ANY (kept) OR EXISTS (SELECT FROM unnest(gone) g
                              WHERE (g.kind, g.identity) IN (('index', b.name), ('constraint', b.constraint)))) b ON built <> '{}'
                      LEFT JOIN LATERAL (
                          SELECT q.scans, q.whole, CASE WHEN q.sure THEN c.reltuples::bigint WHEN q.whole THEN q.returned / q.scans
                              ELSE q.returned END AS scanned
                          FROM (SELECT p.*, p.sure OR CASE WHEN c.reltuples > 0 THEN p.returned >= 0.9 * c.reltuples
                                    ELSE p.returned >= pg_relation_size(c.oid) / current_setting('block_size')::int END AS whole
                                FROM (SELECT pg_stat_get_xact_numscans(c.oid) AS scans, pg_stat_get_xact_tuples_returned(c.oid) AS returned,
                                          c.reltuples > 0 AND (c.oid = ANY (rewritten) OR EXISTS (SELECT FROM pg_index i
                                              WHERE i.indrelid = c.oid AND i.indexrelid = ANY (built))) AS sure) p
                                WHERE p.scans > 0 AND p.returned > 0) q) s
                          ON counted AND NOT t.new AND c.relkind IN ('r', 'm')
                      LEFT JOIN LATERAL (
                          SELECT nullif(pg_stat_get_xact_tuples_inserted(c.oid), 0) AS inserted,
                                 nullif(pg_stat_get_xact_tuples_updated(c.oid), 0) AS updated,
                                 nullif(pg_stat_get_xact_tuples_deleted(c.oid), 0) AS deleted) w
                          ON counted AND c.relkind IN ('r', 'm')
                      WHERE c.oid = ANY (touched) AND (c.relkind IN ('r', 'p', 'm', 'v', 'f') OR h.strength > 3 AND NOT EXISTS (
                          SELECT FROM pg_index i WHERE i.indexrelid = c.oid AND i.indrelid = ANY (exclusive)))
                      UNION ALL
                      SELECT g.id, jsonb_build_object('kind', g.kind, 'identity', g.identity, 'dropped', true, 'locks', h.locks)
                      FROM unnest(gone) g JOIN held h ON h.relation = g.id
                      WHERE g.class = 'pg_class'::regclass AND g.part = 0 AND g.kind NOT IN ('index', 'sequence')) e
                WHERE jsonb_strip_nulls(e.effect) ?| ARRAY['locks', 'rewritten', 'emptied', 'rebuilt', 'scans', 'inserted', 'updated', 'deleted'];
                receipt := receipt || jsonb_strip_nulls(jsonb_build_object('effects', told));
            END IF;
            """;
    }
}
