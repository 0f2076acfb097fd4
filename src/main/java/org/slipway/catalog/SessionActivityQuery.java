package org.slipway.catalog;

/**
 * The question behind {@link SessionActivity}: one statement, whatever the session does. Source: PostgreSQL manual, chapters
 * "The Cumulative Statistics System" and "Progress Reporting".
 */
final class SessionActivityQuery {
    /**
     * The type of a process that this role may not look at. Of all that hold table locks, only autovacuum has no user; that
     * it is at work is seen by everybody.
     */
    private static final String UNSEEN_TYPE =
            "CASE WHEN a.usesysid IS NULL AND a.pid IN (SELECT pid FROM pg_stat_progress_vacuum"
                    + " UNION ALL SELECT pid FROM pg_stat_progress_analyze) THEN 'autovacuum worker' END";

    /** One parameter: the session's pid. */
    static final String SQL = """
            WITH asked AS (SELECT ?::integer AS pid)
            SELECT jsonb_build_object(
              'lockWait', (
                SELECT jsonb_build_object(
                         'mode', w.mode,
                         'object', coalesce(w.relation::regclass::text, w.locktype),
                         'blockers', (
                           SELECT jsonb_agg(jsonb_build_object(
                                    'pid', b.pid,
                                    'user', a.usename,
                                    'application', a.application_name,
                                    'address', host(a.client_addr),
                                    'state', a.state,
                                    'type', coalesce(a.backend_type, UNSEEN_TYPE),
                                    'start', a.backend_start,
                                    'age', (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint,
                                    'query', left(a.query, 500)) ORDER BY a.xact_start, b.pid)
                           FROM (SELECT DISTINCT unnest(pg_blocking_pids(w.pid))) AS b (pid)
                           LEFT JOIN pg_stat_activity a ON a.pid = b.pid))
                FROM pg_locks w JOIN asked USING (pid) WHERE NOT w.granted LIMIT 1),
              'progress', (
                SELECT to_jsonb(p) FROM (
                  SELECT command, phase, relid::regclass::text AS relation,
                         CASE unit WHEN 'lockers' THEN lockers_done WHEN 'tuples' THEN tuples_done
                              ELSE blocks_done END AS done,
                         CASE unit WHEN 'lockers' THEN lockers_total WHEN 'tuples' THEN tuples_total
                              ELSE blocks_total END AS total, unit
                  FROM (SELECT *, CASE WHEN phase LIKE 'waiting %' THEN 'lockers'
                                       WHEN blocks_total > 0 THEN 'blocks' ELSE 'tuples' END AS unit
                        FROM pg_stat_progress_create_index JOIN asked USING (pid)) i
                  UNION ALL
                  SELECT command, lower(type), nullif(relid, 0)::regclass::text, bytes_processed, bytes_total, 'bytes'
                  FROM pg_stat_progress_copy JOIN asked USING (pid)
                  UNION ALL
                  SELECT 'VACUUM', phase, relid::regclass::text, heap_blks_scanned, heap_blks_total, 'blocks'
                  FROM pg_stat_progress_vacuum JOIN asked USING (pid)
                  UNION ALL
                  SELECT command, phase, relid::regclass::text, heap_blks_scanned, heap_blks_total, 'blocks'
                  FROM pg_stat_progress_cluster JOIN asked USING (pid)
                  UNION ALL
                  SELECT 'ANALYZE', phase, relid::regclass::text, sample_blks_scanned, sample_blks_total, 'blocks'
                  FROM pg_stat_progress_analyze JOIN asked USING (pid)) p LIMIT 1))""".replace("UNSEEN_TYPE", UNSEEN_TYPE);

    private SessionActivityQuery() {}
}
