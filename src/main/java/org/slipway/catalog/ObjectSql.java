package org.slipway.catalog;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One SELECT for each sort of schema object, which describes it as a person would write it.
 *
 * <p>Descriptions are compared with what was recorded earlier, perhaps by another session, role, node or PostgreSQL version.
 * So they must be made under {@link #SETTINGS}, they leave out what does not belong to the schema's meaning (owners,
 * privileges, comments, statistics, tablespaces, autovacuum's parameters, versions of extensions, a sequence's last value),
 * and names that are written here are quoted by their characters alone, because the list of reserved words grows with each
 * version. Parts that PostgreSQL makes by itself are told by what they were made for: indexes by their constraint, an
 * identity column's sequence by the column, clones on partitions by the original.
 *
 * <p>In each SELECT the catalog's row is {@code o}, the relation that a part belongs to {@code r}, the schema {@code n}.
 *
 * <p>Source: PostgreSQL manual, chapters "System Catalogs" and "System Catalog Information Functions", 14 to 18.
 */
public enum ObjectSql {
    SCHEMA("pg_namespace", "o.oid", "'schema'", ObjectText.name("o.nspname"), ObjectText.SCHEMA, """
            FROM pg_namespace o JOIN pg_namespace n ON n.oid = o.oid WHERE true"""),

    TABLE(
            "pg_class",
            "o.oid",
            ObjectText.TABLE_KIND,
            ObjectText.qualified("o.relname"),
            ObjectText.TABLE,
            """
            FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind IN ('r', 'p', 'f')""",
            "pg_inherits s WHERE s.inhrelid = o.oid"),

    COLUMN(
            "pg_class",
            "o.attrelid",
            "'column'",
            ObjectText.ofRelation("o.attname"),
            ObjectText.COLUMN,
            """
            FROM pg_attribute o JOIN pg_class r ON r.oid = o.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace
            JOIN pg_type t ON t.oid = o.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = o.attrelid AND d.adnum = o.attnum
            WHERE o.attnum > 0 AND NOT o.attisdropped AND r.relkind IN ('r', 'p', 'f')""",
            "pg_attrdef s WHERE s.adrelid = o.attrelid AND s.adnum = o.attnum",
            ObjectText.IDENTITY_SEQUENCE),

    CONSTRAINT(
            "pg_constraint", "o.oid", "'constraint'", ObjectText.onRelation("o.conname"), ObjectText.CONSTRAINT, """
            FROM pg_constraint o JOIN pg_class r ON r.oid = o.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE o.contype IN ('c', 'f', 'p', 'u', 'x') AND o.conparentid = 0 AND (o.conislocal OR o.contype <> 'c')"""),

    INDEX(
            "pg_class",
            "o.oid",
            "'index'",
            ObjectText.qualified("o.relname"),
            ObjectText.INDEX,
            """
            FROM pg_class o JOIN pg_index x ON x.indexrelid = o.oid JOIN pg_class r ON r.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = o.relnamespace
            WHERE NOT o.relispartition AND NOT EXISTS (SELECT FROM pg_constraint k
                WHERE k.conindid = o.oid AND k.contype IN ('p', 'u', 'x'))""",
            "pg_index s WHERE s.indexrelid = o.oid"),

    VIEW(
            "pg_class",
            "o.oid",
            ObjectText.VIEW_KIND,
            ObjectText.qualified("o.relname"),
            ObjectText.VIEW,
            """
            FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind IN ('v', 'm')""",
            "pg_rewrite s WHERE s.ev_class = o.oid AND s.rulename = '_RETURN'"),

    SEQUENCE(
            "pg_class",
            "o.oid",
            "'sequence'",
            ObjectText.qualified("o.relname"),
            ObjectText.SEQUENCE,
            """
            FROM pg_class o JOIN pg_sequence q ON q.seqrelid = o.oid JOIN pg_namespace n ON n.oid = o.relnamespace
            WHERE NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = o.oid
                AND i.refclassid = 'pg_class'::regclass AND i.deptype = 'i')""",
            "pg_sequence s WHERE s.seqrelid = o.oid"),

    ROUTINE("pg_proc", "o.oid", ObjectText.ROUTINE_KIND, ObjectText.SIGNATURE, ObjectText.ROUTINE, """
            FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
            WHERE o.prokind <> 'a' AND NOT EXISTS (SELECT FROM pg_depend i
                WHERE i.classid = 'pg_proc'::regclass AND i.objid = o.oid AND i.deptype = 'i')"""),

    AGGREGATE(
            "pg_proc",
            "o.oid",
            "'aggregate'",
            ObjectText.SIGNATURE,
            ObjectText.AGGREGATE,
            """
            FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace JOIN pg_aggregate g ON g.aggfnoid = o.oid
            WHERE true""",
            "pg_aggregate s WHERE s.aggfnoid = o.oid"),

    TRIGGER("pg_trigger", "o.oid", "'trigger'", ObjectText.onRelation("o.tgname"), ObjectText.TRIGGER, """
            FROM pg_trigger o JOIN pg_class r ON r.oid = o.tgrelid JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE NOT o.tgisinternal AND o.tgparentid = 0"""),

    POLICY("pg_policy", "o.oid", "'policy'", ObjectText.onRelation("o.polname"), ObjectText.POLICY, """
            FROM pg_policy o JOIN pg_class r ON r.oid = o.polrelid JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE true"""),

    RULE("pg_rewrite", "o.oid", "'rule'", ObjectText.onRelation("o.rulename"), ObjectText.RULE, """
            FROM pg_rewrite o JOIN pg_class r ON r.oid = o.ev_class JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE o.rulename <> '_RETURN'"""),

    STATISTICS(
            "pg_statistic_ext", "o.oid", "'statistics'", ObjectText.qualified("o.stxname"), ObjectText.STATISTICS, """
            FROM pg_statistic_ext o JOIN pg_class r ON r.oid = o.stxrelid JOIN pg_namespace n ON n.oid = o.stxnamespace
            WHERE true"""),

    ENUM(
            "pg_type",
            "o.oid",
            "'enum'",
            ObjectText.qualified("o.typname"),
            ObjectText.ENUM,
            """
            FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
            WHERE o.typtype = 'e'""",
            "pg_enum s WHERE s.enumtypid = o.oid"),

    DOMAIN(
            "pg_type",
            "o.oid",
            "'domain'",
            ObjectText.qualified("o.typname"),
            ObjectText.DOMAIN,
            """
            FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace JOIN pg_type b ON b.oid = o.typbasetype
            WHERE o.typtype = 'd'""",
            "pg_constraint s WHERE s.contypid = o.oid"),

    COMPOSITE(
            "pg_type",
            "o.oid",
            "'type'",
            ObjectText.qualified("o.typname"),
            ObjectText.COMPOSITE,
            """
            FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace JOIN pg_class k ON k.oid = o.typrelid
            WHERE k.relkind = 'c'""",
            "pg_attribute s WHERE s.attrelid = o.typrelid"),

    RANGE("pg_type", "o.oid", "'type'", ObjectText.qualified("o.typname"), ObjectText.RANGE, """
            FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace JOIN pg_range g ON g.rngtypid = o.oid
            WHERE true"""),

    EXTENSION("pg_extension", "o.oid", "'extension'", ObjectText.name("o.extname"), ObjectText.EXTENSION, """
            FROM pg_extension o WHERE true""");

    /**
     * What a description must be made under, besides the SELECT's own text: each of these changes what PostgreSQL's
     * functions print.
     */
    public static final Map<String, String> SETTINGS = ObjectText.SETTINGS;

    /** SQL that sets {@link #SETTINGS} until the transaction ends, and how long a statement may take in it. */
    public static String settings(Duration statementTimeout) {
        return SETTINGS.entrySet().stream()
                .map(setting -> "SET LOCAL " + setting.getKey() + " = " + ObjectText.literal(setting.getValue()))
                .collect(
                        Collectors.joining("; ", "", "; SET LOCAL statement_timeout = " + statementTimeout.toMillis()));
    }

    private final String catalog;
    private final String id;
    private final String kind;
    private final String identity;
    private final String definition;
    private final String from;
    private final List<String> sideRows;

    /** @param sideRows rows of other catalogs, named {@code s}, that the description is made of as well */
    ObjectSql(
            String catalog,
            String id,
            String kind,
            String identity,
            String definition,
            String from,
            String... sideRows) {
        this.catalog = catalog;
        this.id = id;
        this.kind = kind;
        this.identity = identity;
        this.definition = definition;
        this.from = from;
        this.sideRows = List.of(sideRows);
    }

    /** The catalog whose oid is the objects' {@code class}, such as {@code pg_class}. */
    public String catalog() {
        return catalog;
    }

    /** SQL for the object's oid within {@link #catalog}: of a column, that of its relation. */
    public String id() {
        return id;
    }

    /** SQL for the oid of the relation that an object is a part of; {@code NULL} where it stands for itself. */
    public String parent() {
        return from.contains(" pg_class r ") ? "r.oid" : "NULL::oid";
    }

    /**
     * SQL that is true when one of the rows that the description is made of fulfils a condition.
     *
     * @param condition makes SQL from the row's name
     */
    public String anyRow(UnaryOperator<String> condition) {
        return Stream.concat(
                        Stream.of(condition.apply("o")),
                        sideRows.stream()
                                .map(row -> "EXISTS (SELECT FROM " + row + " AND " + condition.apply("s") + ")"))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /**
     * The columns {@code class, id, part, kind, identity, parent, definition}.
     *
     * @param ownSchema Slipway's schema, as it is, not quoted; its objects are left out
     * @param filter SQL on the rows {@code o}, {@code r}, {@code n}; {@code true} for all
     */
    public String select(String ownSchema, String filter) {
        String part = this == COLUMN ? "o.attnum" : "0::smallint";
        return "SELECT 'pg_catalog." + catalog + "'::regclass::oid AS class, " + id + " AS id, " + part + " AS part, "
                + kind + " AS kind, " + identity + " AS identity, " + parent() + " AS parent, coalesce("
                + definition + ", '') AS definition\n" + from + scope(ownSchema) + "\nAND (" + filter + ")";
    }

    /** A query for the definitions of those that fulfil a condition on {@code o}, wherever they are. */
    String describe(String condition) {
        return "SELECT " + definition + "\n" + from + "\nAND " + condition;
    }

    /** All objects that are not the server's, an extension's or Slipway's own. */
    public static String all(String ownSchema) {
        return Arrays.stream(values())
                .map(objects -> objects.select(ownSchema, "true"))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    /** SQL of the name of the relation with this oid, written as {@code identity} is. */
    public static String relationName(String oid) {
        return "(SELECT " + ObjectText.qualified("r.relname")
                + " FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace WHERE r.oid = " + oid + ")";
    }

    /** Members of extensions are the extension's doing; so is what was put on its tables. */
    private String scope(String ownSchema) {
        if (this == EXTENSION) {
            return "";
        }
        String members = parent().equals("r.oid") ? member("pg_class", "r.oid") : member(catalog, id);
        return "\nAND NOT starts_with(n.nspname::text, 'pg_') AND n.nspname NOT IN ('information_schema', "
                + ObjectText.literal(ownSchema) + ")\nAND NOT EXISTS (" + members + ")";
    }

    private static String member(String catalog, String oid) {
        return "SELECT FROM pg_depend e WHERE e.classid = 'pg_catalog." + catalog + "'::regclass AND e.objid = " + oid
                + " AND e.deptype = 'e'";
    }
}
