package org.slipway.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the catalog what the current transaction has created and changed.
 *
 * <p>A catalog row belongs to the transaction when its {@code xmin} is its own or one of its subtransactions'. The look is
 * restricted to relations that this backend has locked, and a catalog is read only if the transaction wrote to it, so that
 * the cost follows the step and not the schema. It is a function in Slipway's own schema, because PostgreSQL keeps the plans
 * of a function's queries and runs only those that are needed: as one query it took five times as long. Plans are generic,
 * because planning anew for each list of relations costs more than running.
 *
 * <p>Rows are told from PostgreSQL 15 on: they are counts that the backend has not flushed yet, which are the current
 * transaction's alone only if the one before was made to flush.
 *
 * <p>Sources: PostgreSQL manual, chapters "System Catalogs", "Transaction ID and Snapshot Information Functions" and "The
 * Cumulative Statistics System". Works on PostgreSQL 14 and later, for every role.
 */
public final class ReceiptFunction {
    /** The number changes with the body, so that a node of the previous version keeps its own beside a new one's. */
    private static final String NAME = "receipt_1()";

    private static final Pattern MACRO = Pattern.compile("\\{(ours|wrote|standalone|say) (\\w+)(?: (\\w+))?}");

    private ReceiptFunction() {}

    /** @param schema Slipway's own, quoted */
    public static String call(String schema) {
        return schema + "." + NAME;
    }

    /** @param schema Slipway's own, quoted; the receipt leaves its tables out */
    public static String create(String schema) {
        String body = MACRO.matcher(BODY)
                .replaceAll(macro -> Matcher.quoteReplacement(
                        switch (macro.group(1)) {
                            case "ours" -> ours(macro.group(2));
                            case "wrote" -> wrote(macro.group(2));
                            case "say" -> say(macro.group(2), macro.group(3));
                            default -> standalone(macro.group(2), macro.group(3));
                        }))
                .replace("{schema}", schema.replace("'", "''"));
        return "CREATE FUNCTION " + call(schema) + " RETURNS jsonb LANGUAGE plpgsql"
                + " SET plan_cache_mode = force_generic_plan AS $receipt$\n" + body
                + "$receipt$;\n";
    }

    /** The span guards {@code pg_xact_status} against old frozen rows whose xid lies "ahead" after a wraparound. */
    private static String ours(String row) {
        return ("CASE WHEN age(%1$s.xmin) BETWEEN base - 1000000 AND base"
                        + " THEN pg_xact_status((top + base - age(%1$s.xmin))::text::xid8) = 'in progress'"
                        + " ELSE false END")
                .formatted(row);
    }

    private static String wrote(String catalog) {
        return ("pg_stat_get_xact_tuples_inserted('pg_catalog.%1$s'::regclass)"
                        + " + pg_stat_get_xact_tuples_updated('pg_catalog.%1$s'::regclass) > 0")
                .formatted(catalog);
    }

    /** Members of an extension are the extension's doing. */
    private static String standalone(String catalog, String row) {
        return ("NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_catalog.%s'::regclass"
                        + " AND e.objid = %s.oid AND e.deptype = 'e')")
                .formatted(catalog, row);
    }

    /** A fact for each row, at most as many as a page can show. */
    private static String say(String action, String kind) {
        return "SELECT facts || coalesce(jsonb_agg(jsonb_build_array(" + quoted(action) + ", " + quoted(kind)
                + ", f.name) ORDER BY f.oid, f.name), '[]') INTO facts";
    }

    private static String quoted(String word) {
        return word.startsWith("f_") ? word.replaceFirst("_", ".") : "'" + word + "'";
    }

    private static final String BODY = """
            DECLARE
                top bigint := pg_current_xact_id()::text::bigint;
                base integer := age(pg_current_xact_id()::xid);
                made_relations boolean;
                made_types bigint;
                wrote_namespace boolean;
                wrote_extension boolean;
                wrote_enum boolean;
                wrote_attribute boolean;
                wrote_constraint boolean;
                wrote_trigger boolean;
                wrote_policy boolean;
                wrote_proc boolean;
                touched oid[];
                created oid[];
                kept oid[];
                row_types bigint;
                facts jsonb := '[]';
            BEGIN
                SELECT pg_stat_get_xact_tuples_inserted('pg_catalog.pg_class'::regclass) > 0,
                       pg_stat_get_xact_tuples_inserted('pg_catalog.pg_type'::regclass),
                       {wrote pg_namespace}, {wrote pg_extension}, {wrote pg_enum}, {wrote pg_attribute},
                       {wrote pg_constraint}, {wrote pg_trigger}, {wrote pg_policy}, {wrote pg_proc}
                INTO made_relations, made_types, wrote_namespace, wrote_extension, wrote_enum, wrote_attribute,
                     wrote_constraint, wrote_trigger, wrote_policy, wrote_proc;
                SELECT array_agg(DISTINCT l.relation) INTO touched FROM pg_lock_status() l
                WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384;

                SELECT array_agg(t.oid) FILTER (WHERE t.new), array_agg(t.oid) FILTER (WHERE NOT t.new),
                       count(*) FILTER (WHERE t.new AND t.relkind IN ('r', 'p', 'v', 'm', 'f'))
                INTO created, kept, row_types
                FROM (SELECT c.oid, c.relkind, made_relations AND {ours c} AND NOT EXISTS (
                          SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT {ours a}) AS new
                      FROM pg_class c WHERE c.oid = ANY (touched) AND c.relpersistence <> 't' AND c.relnamespace NOT IN (
                          'pg_catalog'::regnamespace, 'pg_toast'::regnamespace, '{schema}'::regnamespace)) t;

                IF wrote_namespace THEN
                    {say created schema}
                    FROM (SELECT n.oid, quote_ident(n.nspname) AS name FROM pg_namespace n
                          WHERE n.oid >= 16384 AND {ours n} AND n.nspname NOT LIKE 'pg\\_%') f;
                END IF;
                IF wrote_extension THEN
                    {say created extension}
                    FROM (SELECT e.oid, quote_ident(e.extname) AS name FROM pg_extension e
                          WHERE e.oid >= 16384 AND {ours e}) f;
                END IF;
                -- each new relation brings a row type and its array type; only what goes beyond that is worth a scan
                IF made_types > 2 * row_types THEN
                    {say created f_kind}
                    FROM (SELECT t.oid, t.oid::regtype::text AS name,
                                 CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END AS kind
                          FROM pg_type t WHERE t.oid >= 16384 AND {ours t} AND t.typelem = 0 AND t.typtype <> 'm'
                            AND (t.typrelid = 0
                                OR (SELECT r.relkind FROM pg_class r WHERE r.oid = t.typrelid) = 'c')
                            AND {standalone pg_type t}) f;
                END IF;
                IF wrote_enum THEN
                    {say added value}
                    FROM (SELECT e.oid, quote_literal(e.enumlabel) || ' of enum ' || e.enumtypid::regtype AS name
                          FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
                          WHERE e.oid >= 16384 AND {ours e} AND NOT {ours t}) f;
                END IF;
                IF created IS NOT NULL THEN
                    SELECT facts || coalesce(jsonb_agg(jsonb_build_array('created', f.kind, f.name) ORDER BY f.place, f.oid), '[]')
                    INTO facts
                    FROM (SELECT c.oid, c.oid::regclass::text AS name,
                                 CASE WHEN c.relkind IN ('i', 'I') THEN 2 WHEN c.relkind = 'S' THEN 3 ELSE 1 END AS place,
                                 CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                                     WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'
                                     WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' END AS kind
                          FROM pg_class c
                          WHERE c.oid = ANY (created) AND c.relkind IN ('r', 'p', 'v', 'm', 'i', 'I', 'S', 'f')) f;
                END IF;
                IF kept IS NOT NULL AND wrote_attribute THEN
                    {say f_action column}
                    FROM (SELECT a.attrelid AS oid,
                                 CASE WHEN a.attisdropped THEN 'number ' || a.attnum ELSE quote_ident(a.attname) END
                                     || ' of ' || a.attrelid::regclass AS name,
                                 CASE WHEN a.attisdropped THEN 'dropped'
                                     WHEN pg_stat_get_xact_tuples_updated('pg_catalog.pg_attribute'::regclass) = 0 THEN 'added'
                                     ELSE 'added or changed' END AS action
                          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                          WHERE a.attrelid = ANY (kept) AND a.attnum > 0 AND c.relkind IN ('r', 'p', 'f') AND {ours a}) f;
                END IF;
                IF kept IS NOT NULL AND wrote_constraint THEN
                    {say added constraint}
                    FROM (SELECT c.oid, quote_ident(c.conname) || ' of ' || c.conrelid::regclass AS name FROM pg_constraint c
                          WHERE c.conrelid = ANY (kept) AND c.contype IN ('c', 'f', 'p', 'u', 'x') AND {ours c}) f;
                END IF;
                IF wrote_trigger THEN
                    {say created trigger}
                    FROM (SELECT g.oid, quote_ident(g.tgname) || ' on ' || g.tgrelid::regclass AS name FROM pg_trigger g
                          WHERE g.tgrelid = ANY (created || kept) AND NOT g.tgisinternal AND {ours g}) f;
                END IF;
                IF wrote_policy THEN
                    {say created policy}
                    FROM (SELECT p.oid, quote_ident(p.polname) || ' on ' || p.polrelid::regclass AS name FROM pg_policy p
                          WHERE p.polrelid = ANY (created || kept) AND {ours p}) f;
                END IF;
                IF wrote_proc THEN
                    {say f_action f_kind}
                    FROM (SELECT p.oid, p.oid::regprocedure::text AS name,
                                 CASE WHEN pg_stat_get_xact_tuples_updated('pg_catalog.pg_proc'::regclass) = 0 THEN 'created'
                                     ELSE 'created or replaced' END AS action,
                                 CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind
                          FROM pg_proc p WHERE p.oid >= 16384 AND {ours p} AND {standalone pg_proc p}) f;
                END IF;
                IF touched IS NOT NULL AND current_setting('server_version_num')::int >= 150000 THEN
                    SELECT facts || coalesce(jsonb_agg(jsonb_build_array('rows', c.oid::regclass, r.rows) ORDER BY c.oid), '[]')
                    INTO facts
                    FROM pg_class c, LATERAL (SELECT concat_ws(', ',
                        nullif(pg_stat_get_xact_tuples_inserted(c.oid), 0) || ' inserted',
                        nullif(pg_stat_get_xact_tuples_updated(c.oid), 0) || ' updated',
                        nullif(pg_stat_get_xact_tuples_deleted(c.oid), 0) || ' deleted')) r (rows)
                    WHERE c.oid = ANY (created || kept) AND c.relkind IN ('r', 'm') AND r.rows <> '';
                END IF;
                RETURN facts;
            END
            """;
}
