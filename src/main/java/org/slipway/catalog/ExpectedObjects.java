package org.slipway.catalog;

/**
 * SQL that fills the table of expected objects with what is there, and that finds its objects again after a restore.
 *
 * <p>Steps know objects by their oids, which a dump does not keep. So the table's comment says whose oids they are: those of
 * this server ({@code system_identifier}), in which this table had this oid.
 */
public final class ExpectedObjects {
    /** The number changes with the body. */
    private static final String NAME = "learn_1()";

    private ExpectedObjects() {}

    /** @param schema Slipway's own, quoted */
    public static String signature(String schema) {
        return schema + "." + NAME;
    }

    /**
     * SQL that is true when the oids are those of this database.
     *
     * @param schema Slipway's own, quoted
     */
    public static String known(String schema) {
        String table = "to_regclass(" + ObjectText.literal(schema + ".object") + ")";
        return "coalesce(obj_description(" + table + ", 'pg_class') = " + origin(table) + ", false)";
    }

    private static String origin(String table) {
        return "(SELECT 'Oids of server ' || system_identifier || ', table ' || " + table
                + "::oid FROM pg_control_system())";
    }

    /**
     * SQL of the function: the first time it fills the table, later it only brings the oids up to date.
     *
     * @param schema Slipway's own, quoted
     * @param name the same, as it is
     */
    public static String create(String schema, String name) {
        String body = """
                DECLARE
                    version integer := current_setting('server_version_num');
                BEGIN
                    IF obj_description('{schema}.object'::regclass, 'pg_class') IS NULL THEN
                        INSERT INTO {schema}.object SELECT f.*, version, NULL, {storage} FROM ({all}) f
                        ON CONFLICT DO NOTHING;
                    ELSE
                        UPDATE {schema}.object SET class = 0, id = 0, parent = NULL;
                        UPDATE {schema}.object o SET class = f.class, id = f.id, part = f.part, parent = f.parent,
                            storage = {storage} FROM ({all}) f WHERE (o.kind, o.identity) = (f.kind, f.identity);
                    END IF;
                    EXECUTE format('COMMENT ON TABLE {schema}.object IS %L', {origin});
                END
                """.replace("{storage}", ReceiptFunction.storage("f"))
                .replace("{all}", ObjectSql.all(name))
                .replace("{origin}", origin("'{schema}.object'::regclass"))
                .replace("'{schema}.object'", ObjectText.literal(schema + ".object"))
                .replace(
                        "COMMENT ON TABLE {schema}",
                        "COMMENT ON TABLE " + schema.replace("'", "''").replace("%", "%%"))
                .replace("{schema}", schema);
        return "CREATE FUNCTION " + signature(schema) + " RETURNS void LANGUAGE plpgsql" + ReceiptFunction.settings()
                + " AS $learn$\n" + body + "$learn$;\n";
    }
}
