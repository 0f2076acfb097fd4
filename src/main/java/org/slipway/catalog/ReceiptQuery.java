package org.slipway.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the catalog what the current transaction has created and changed.
 *
 * <p>A catalog row belongs to the transaction when its {@code xmin} is its own or one of its subtransactions'. The look
 * is restricted to relations that this backend has locked, and the catalogs without such locks (functions, types, schemas,
 * extensions) are read only if the transaction wrote to them, so that the cost follows the step and not the schema.
 *
 * <p>Rows are told from PostgreSQL 15 on: they are counts that the backend has not flushed yet, which are the current
 * transaction's alone only if the one before was made to flush.
 *
 * <p>Sources: PostgreSQL manual, chapters "System Catalogs", "Transaction ID and Snapshot Information Functions" and "The
 * Cumulative Statistics System". Works on PostgreSQL 14 and later, for every role.
 */
public final class ReceiptQuery {
    private static final Pattern MACRO = Pattern.compile("\\{(ours|written|standalone) (\\w+)(?: (\\w+))?}");

    private ReceiptQuery() {}

    /**
     * A {@code SELECT} of one row with one {@code jsonb} value, the receipt; has no parameters.
     *
     * @param historySchema schema of Slipway's own tables, which the receipt leaves out
     */
    public static String sql(String historySchema) {
        return MACRO.matcher(TEMPLATE)
                .replaceAll(macro -> Matcher.quoteReplacement(
                        switch (macro.group(1)) {
                            case "ours" -> ours(macro.group(2));
                            case "written" -> written(macro.group(2));
                            default -> standalone(macro.group(2), macro.group(3));
                        }))
                .replace("{history}", historySchema.replace("'", "''"));
    }

    /** The span guards {@code pg_xact_status} against old frozen rows whose xid lies "ahead" after a wraparound. */
    private static String ours(String row) {
        return ("CASE WHEN age(%1$s.xmin) BETWEEN me.age - 1000000 AND me.age"
                        + " THEN pg_xact_status((me.xact + me.age - age(%1$s.xmin))::text::xid8) = 'in progress'"
                        + " ELSE false END")
                .formatted(row);
    }

    /** An uncorrelated sub-select, so that PostgreSQL evaluates it once and skips the whole scan when it is false. */
    private static String written(String catalog) {
        return ("(SELECT pg_stat_get_xact_tuples_inserted('pg_catalog.%1$s'::regclass)"
                        + " + pg_stat_get_xact_tuples_updated('pg_catalog.%1$s'::regclass)) > 0")
                .formatted(catalog);
    }

    /** Members of an extension are the extension's doing. */
    private static String standalone(String catalog, String row) {
        return ("NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_catalog.%s'::regclass"
                        + " AND e.objid = %s.oid AND e.deptype = 'e')")
                .formatted(catalog, row);
    }

    private static final String TEMPLATE = """
            WITH me AS MATERIALIZED (
                SELECT pg_current_xact_id()::text::bigint AS xact, age(pg_current_xact_id()::xid) AS age
            ), locked AS MATERIALIZED (
                SELECT DISTINCT l.relation AS oid FROM pg_locks l
                WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384
                  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
            ), touched AS MATERIALIZED (
                SELECT c.oid, c.relkind, c.oid::regclass::text AS name, {ours c}
                       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT {ours a}) AS created
                FROM me, locked JOIN pg_class c USING (oid)
                WHERE c.relpersistence <> 't' AND c.relnamespace NOT IN (
                    SELECT n.oid FROM pg_namespace n WHERE n.nspname IN ('pg_toast', 'pg_catalog', '{history}'))
            ), facts (place, oid, action, kind, name) AS (
                SELECT 1, n.oid, 'created', 'schema', quote_ident(n.nspname)
                FROM me, pg_namespace n WHERE {written pg_namespace} AND {ours n} AND n.nspname NOT LIKE 'pg\\_%'
                UNION ALL
                SELECT 2, e.oid, 'created', 'extension', quote_ident(e.extname)
                FROM me, pg_extension e WHERE {written pg_extension} AND {ours e}
                UNION ALL
                SELECT 3, t.oid, 'created', CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END,
                       t.oid::regtype::text
                FROM me, pg_type t WHERE {written pg_type} AND {ours t} AND t.typelem = 0
                  AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class r WHERE r.oid = t.typrelid AND r.relkind = 'c'))
                  AND t.typtype <> 'm' AND {standalone pg_type t}
                UNION ALL
                SELECT 4, e.oid, 'added', 'value', quote_literal(e.enumlabel) || ' of enum ' || e.enumtypid::regtype
                FROM me, pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
                WHERE {written pg_enum} AND {ours e} AND NOT {ours t}
                UNION ALL
                SELECT CASE WHEN t.relkind IN ('i', 'I') THEN 6 WHEN t.relkind = 'S' THEN 7 ELSE 5 END, t.oid, 'created',
                       CASE t.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                           WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'
                           WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' END, t.name
                FROM touched t WHERE t.created AND t.relkind IN ('r', 'p', 'v', 'm', 'i', 'I', 'S', 'f')
                UNION ALL
                SELECT 8, t.oid, CASE WHEN a.attisdropped THEN 'dropped'
                           WHEN pg_stat_get_xact_tuples_updated('pg_catalog.pg_attribute'::regclass) = 0 THEN 'added'
                           ELSE 'added or changed' END,
                       'column', CASE WHEN a.attisdropped THEN 'number ' || a.attnum ELSE quote_ident(a.attname) END
                           || ' of ' || t.name
                FROM me, touched t JOIN pg_attribute a ON a.attrelid = t.oid
                WHERE NOT t.created AND a.attnum > 0 AND t.relkind IN ('r', 'p', 'f') AND {ours a}
                UNION ALL
                SELECT 9, c.oid, 'added', 'constraint', quote_ident(c.conname) || ' of ' || t.name
                FROM me, touched t JOIN pg_constraint c ON c.conrelid = t.oid
                WHERE NOT t.created AND c.contype IN ('c', 'f', 'p', 'u', 'x') AND {ours c}
                UNION ALL
                SELECT 10, g.oid, 'created', 'trigger', quote_ident(g.tgname) || ' on ' || t.name
                FROM me, touched t JOIN pg_trigger g ON g.tgrelid = t.oid
                WHERE NOT g.tgisinternal AND {ours g}
                UNION ALL
                SELECT 11, p.oid, 'created', 'policy', quote_ident(p.polname) || ' on ' || t.name
                FROM me, touched t JOIN pg_policy p ON p.polrelid = t.oid WHERE {ours p}
                UNION ALL
                SELECT 12, p.oid,
                       CASE WHEN pg_stat_get_xact_tuples_updated('pg_catalog.pg_proc'::regclass) = 0 THEN 'created'
                           ELSE 'created or replaced' END,
                       CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
                       p.oid::regprocedure::text
                FROM me, pg_proc p WHERE {written pg_proc} AND {ours p} AND {standalone pg_proc p}
                UNION ALL
                SELECT 13, t.oid, 'rows', t.name, r.rows
                FROM touched t, LATERAL (SELECT concat_ws(', ',
                    nullif(pg_stat_get_xact_tuples_inserted(t.oid), 0) || ' inserted',
                    nullif(pg_stat_get_xact_tuples_updated(t.oid), 0) || ' updated',
                    nullif(pg_stat_get_xact_tuples_deleted(t.oid), 0) || ' deleted')) r (rows)
                WHERE t.relkind IN ('r', 'm') AND r.rows <> '' AND current_setting('server_version_num')::int >= 150000
            )
            SELECT coalesce(jsonb_agg(jsonb_build_array(f.action, f.kind, f.name) ORDER BY f.place, f.oid, f.name), '[]')
            FROM (SELECT * FROM facts ORDER BY place, oid, name LIMIT 1000) f
            """;
}
