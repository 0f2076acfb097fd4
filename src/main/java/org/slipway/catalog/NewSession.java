package org.slipway.catalog;

/**
 * SQL that gives a pool's session what a session opened now would begin with.
 *
 * <p>{@code ALTER ROLE … SET} and {@code ALTER DATABASE … SET} hold for sessions that are opened after them. psql opens one
 * for each file, a pool keeps what it has: tables would go on being made where the {@code search_path} pointed before. The
 * precedence is PostgreSQL's own (manual, "ALTER ROLE"): role in database, role, database, all.
 *
 * <p>The table of such settings is nearly always empty and a look at it costs next to nothing. {@code pg_settings} costs a
 * millisecond, so it is asked only about a setting that differs.
 */
public final class NewSession {
    /** What is the step's or the driver's own, and what only superusers may even see. */
    private static final String KEPT = "'lock_timeout', 'statement_timeout', 'application_name', 'client_encoding',"
            + " 'client_connection_check_interval', 'extra_float_digits', 'session_preload_libraries',"
            + " 'dynamic_library_path'";

    /** A scalar query: a {@code jsonb} object of what a session opened now would get. */
    public static final String SETTINGS = "(SELECT coalesce(jsonb_object_agg(name, value), '{}') FROM"
            + " (SELECT DISTINCT ON (name) name, value FROM (SELECT split_part(one, '=', 1) AS name,"
            + " substr(one, strpos(one, '=') + 1) AS value, setrole, setdatabase"
            + " FROM pg_db_role_setting, unnest(setconfig) one"
            + " WHERE setrole IN (0, quote_ident(session_user)::regrole)"
            + " AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) every"
            + " WHERE name NOT IN (" + KEPT + ") ORDER BY name, setrole = 0, setdatabase = 0) strongest)";

    /** What the connection asked for itself, as by {@code currentSchema} in its URL, is stronger; a time zone it always has. */
    private static final String MAY_BE_SET = "(strpos(key, '.') > 0 OR EXISTS (SELECT FROM pg_settings"
            + " WHERE name = key AND (context = 'user' OR context = 'superuser' AND current_setting('is_superuser')::bool)"
            + " AND (source <> 'client' OR name = 'TimeZone' OR name = 'DateStyle' AND value ILIKE 'iso%')))";

    private static final String DEFAULT_PATH = "'\"$user\", public'";

    /** The only setting whose {@code RESET} decides where a migration works, too. */
    private static final String PATH_WAS_RESET = "settings ->> 'search_path' IS NULL"
            + " AND current_setting('search_path') <> " + DEFAULT_PATH
            + " AND EXISTS (SELECT FROM pg_settings WHERE name = 'search_path'"
            + " AND source IN ('global', 'database', 'user', 'database user'))";

    private NewSession() {}

    /**
     * A scalar query that sets what differs from a {@code jsonb} named {@code settings}.
     *
     * @param local {@code true} for the transaction, {@code false} for the session
     */
    public static String adopt(String local) {
        return "((SELECT count(set_config(key, value, " + local + ")) FROM jsonb_each_text(settings)"
                + " WHERE current_setting(key, true) IS DISTINCT FROM value AND " + MAY_BE_SET + ")"
                + " + (SELECT count(set_config('search_path', " + DEFAULT_PATH + ", " + local + ")) WHERE "
                + PATH_WAS_RESET + "))";
    }

    /** For the current transaction. */
    public static final String ADOPT =
            "SELECT " + adopt("true") + " FROM (SELECT " + SETTINGS + " AS settings OFFSET 0) begun";
}
