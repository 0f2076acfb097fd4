package org.slipway.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the catalog what the current transaction has done, and brings the table {@code object} up to it.
 *
 * <p>A catalog row belongs to the transaction when its {@code xmin} is its own or one of its subtransactions'. The look is
 * restricted to relations that this backend has locked, and a catalog is read only if the transaction wrote to it, so that
 * the cost follows the step and not the schema. What was dropped is known by its lock, which PostgreSQL keeps until the end.
 * It is a function in Slipway's own schema, because PostgreSQL keeps the plans of a function's queries and runs only those
 * that are needed. Plans are generic, because planning anew for each list of relations costs more than running.
 *
 * <p>Rows and scans are told from PostgreSQL 15 on: they are counts that the backend has not flushed yet, which are the
 * current transaction's alone only if the one before was made to flush. Not in a session that a pooler lent: there the one
 * before was another client's.
 *
 * <p>Sources: PostgreSQL manual, chapters "System Catalogs", "Transaction ID and Snapshot Information Functions", "Explicit
 * Locking" and "The Cumulative Statistics System". Works on PostgreSQL 14 and later, for every role.
 */
public final class ReceiptFunction {
    /** The number changes with the body, so that a node of the previous version keeps its own beside a new one's. */
    private static final String NAME = "receipt_3";

    private static final Pattern MACRO =
            Pattern.compile("\\{(ours|wrote|describe|again|qualified|name)(?: ([^{}]+))?}");

    /** Whether what a row {@code o} of {@code object} tells is not in the catalog any more. */
    private static final String GONE = "CASE WHEN o.part = 0 THEN pg_describe_object(o.class, o.id, 0) IS NULL"
            + " ELSE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o.id AND a.attnum = o.part"
            + " AND NOT a.attisdropped) END";

    /**
     * The file of a relation, or of the index that a constraint owns, by which a later step knows that it was written anew.
     *
     * @param row SQL name of what an {@link ObjectSql} selects
     */
    public static String storage(String row) {
        return ("(SELECT s.relfilenode FROM pg_class s WHERE %1$s.part = 0 AND s.oid = CASE %1$s.class"
                        + " WHEN 'pg_class'::regclass THEN %1$s.id WHEN 'pg_constraint'::regclass THEN (SELECT k.conindid"
                        + " FROM pg_constraint k WHERE k.oid = %1$s.id AND k.contype IN ('p', 'u', 'x')) END)")
                .formatted(row);
    }

    private ReceiptFunction() {}

    /**
     * SQL for the receipt of the current transaction, with two parameters: a JSON object of how many milliseconds ago each
     * lock was taken, by {@code "<oid> <mode>"}, and the same number for every other.
     *
     * @param schema Slipway's own, quoted
     * @param step SQL for the step's id
     */
    public static String call(String schema, String step) {
        return schema + "." + NAME + "(" + step + ", ?::jsonb, ?, NULL)";
    }

    /**
     * SQL for the receipt of a step that ran with autocommit: of everything that is newer than the step's row.
     *
     * @param schema Slipway's own, quoted
     * @param step SQL for the step's id
     * @param missing SQL for what {@link #missing} told before
     */
    public static String callAfterwards(String schema, String step, String missing) {
        return schema + "." + NAME + "(" + step + ", NULL, NULL, coalesce(" + missing + ", '{\"missing\": []}'))";
    }

    /**
     * SQL for what is expected and is not there, so that a step that runs with autocommit is not taken for its cause.
     *
     * @param schema Slipway's own, quoted
     */
    public static String missing(String schema) {
        return "(SELECT jsonb_build_object('missing', coalesce(jsonb_agg(o.identity), '[]')) FROM " + schema
                + ".object o WHERE " + GONE + ")";
    }

    /** @param schema Slipway's own, quoted */
    public static String signature(String schema) {
        return schema + "." + NAME + "(bigint, jsonb, bigint, jsonb)";
    }

    /**
     * @param schema Slipway's own, quoted
     * @param name the same, as it is; the receipt leaves its tables out
     */
    public static String create(String schema, String name) {
        String body = expanded(ReceiptBody.SQL, name)
                .replace("{gone}", GONE)
                .replace("{own}", ObjectText.literal(name))
                .replace("{schema}", schema);
        return "CREATE FUNCTION " + schema + "." + NAME
                + "(step bigint, seen jsonb, unseen bigint, missing jsonb) RETURNS jsonb LANGUAGE plpgsql" + settings()
                + " SET plan_cache_mode = force_generic_plan AS $receipt$\n" + body + "$receipt$;\n";
    }

    /** What the descriptions are made under. */
    static String settings() {
        return ObjectSql.SETTINGS.entrySet().stream()
                .map(setting -> " SET " + setting.getKey() + " = " + ObjectText.literal(setting.getValue()))
                .collect(Collectors.joining());
    }

    private static String expanded(String sql, String name) {
        return MACRO.matcher(sql)
                .replaceAll(macro -> Matcher.quoteReplacement(
                        switch (macro.group(1)) {
                            case "ours" -> ours(macro.group(2));
                            case "wrote" -> wrote(macro.group(2));
                            case "describe" -> described(macro.group(2), name);
                            case "qualified" -> ObjectText.qualified(macro.group(2) + ".relname");
                            case "name" -> ObjectText.name(macro.group(2) + ".relname");
                            default -> again(name);
                        }));
    }

    /** The span guards {@code pg_xact_status} against old frozen rows whose xid lies "ahead" after a wraparound. */
    private static String ours(String row) {
        return ("CASE WHEN journal IS NOT NULL THEN age(%1$s.xmin) BETWEEN 0 AND journal"
                        + " WHEN age(%1$s.xmin) BETWEEN base - 1000000 AND base"
                        + " THEN pg_xact_status((top + base - age(%1$s.xmin))::text::xid8) = 'in progress'"
                        + " ELSE false END")
                .formatted(row);
    }

    private static String wrote(String catalog) {
        return ("pg_stat_get_xact_tuples_inserted('pg_catalog.%1$s'::regclass)"
                        + " + pg_stat_get_xact_tuples_updated('pg_catalog.%1$s'::regclass) > 0")
                .formatted(catalog);
    }

    /** @param words which objects, and a condition that keeps the look small */
    private static String described(String words, String name) {
        String[] parts = words.split(" ", 2);
        ObjectSql objects = ObjectSql.valueOf(parts[0]);
        String near = parts.length == 1 ? "o.oid >= 16384" : parts[1];
        return collected("found", objects.select(name, near + " AND " + objects.anyRow(ReceiptFunction::ours)));
    }

    private static String again(String name) {
        String texts = Stream.of(ObjectSql.values())
                .filter(objects -> objects != ObjectSql.SCHEMA && objects != ObjectSql.EXTENSION)
                .map(objects -> collected(
                        "renewed",
                        objects.select(
                                name,
                                objects.id() + " = ANY (again)"
                                        + (objects == ObjectSql.COLUMN
                                                ? " AND (o.attrelid, o.attnum) IN (SELECT * FROM unnest(again, again_part))"
                                                : ""))))
                .collect(Collectors.joining("\n"));
        return texts
                + "\nSELECT renewed || coalesce(array_agg(ROW(o.class, o.id, o.part, o.kind, f.identity, o.parent, o.definition,"
                + " o.server_version, o.step_id, o.storage)::{schema}.object), '{}') INTO renewed\nFROM ("
                + ObjectSql.COLUMN.select(name, "o.attrelid = ANY (inside)")
                + ") f JOIN {schema}.object o USING (class, id, part);";
    }

    private static String collected(String variable, String select) {
        return "SELECT " + variable + " || coalesce(array_agg(ROW(f.class, f.id, f.part, f.kind, f.identity, f.parent,"
                + " f.definition, version, step, " + storage("f")
                + ")::{schema}.object ORDER BY f.id, f.part), '{}')\nINTO " + variable + " FROM (" + select + ") f;";
    }
}
