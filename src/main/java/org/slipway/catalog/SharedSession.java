package org.slipway.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * SQL for work in a server session that is ours for one transaction only, because a pooler lends it to one client after
 * another: it begins as a session of our own would, and leaves it to the next client as it was.
 *
 * <p>What other clients have set there (they should not, but it happens, and {@code connect_query} of PgBouncer may) is put
 * aside for the transaction. A session that holds more of theirs, such as temporary tables, which would hide ours, is not
 * used. Sources: PgBouncer's documentation of its pool modes; PostgreSQL manual, chapters "SET" and "DISCARD".
 */
public final class SharedSession {
    /** PostgreSQL's "serialization failure": the same try may get another session a moment later. */
    private static final String TRY_AGAIN = "40001";

    /** SQLSTATE of a session in which nothing was done, because it is not as a session of our own would be. */
    public static final String UNFIT = "SLP01";

    /** SQLSTATE of a session that a statement would leave otherwise than it found it. */
    private static final String UNCLEAN = "SLP03";

    /** SQLSTATE of a run that is not this node's any more. */
    public static final String CLAIM_LOST = "SLP02";

    /** What a pooler itself keeps for each of its clients, and the driver needs as it is. */
    private static final String KEPT_BY_POOLER = "'application_name', 'client_encoding', 'DateStyle', 'IntervalStyle',"
            + " 'TimeZone', 'standard_conforming_strings', 'extra_float_digits'";

    private static final String SET =
            "FROM pg_settings s WHERE s.source = 'session' AND s.context IN ('user', 'superuser')"
                    + " AND s.name NOT LIKE 'slipway.%' AND s.name NOT LIKE 'transaction%'";

    private static final String SET_BY_SOMEBODY =
            SET + " AND s.name NOT IN (" + KEPT_BY_POOLER + ") AND s.setting IS DISTINCT FROM s.reset_val";

    /** As text what is there of others, else null. */
    private static final String OTHERS = "CASE"
            + " WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"
            + " THEN 'advisory locks'"
            + " WHEN pg_my_temp_schema() <> 0"
            + " AND EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_my_temp_schema()) THEN 'temporary tables'"
            + " WHEN EXISTS (SELECT FROM pg_listening_channels()) THEN 'channels that it listens to'"
            + " WHEN EXISTS (SELECT FROM pg_prepared_statements WHERE from_sql) THEN 'prepared statements'"
            + " WHEN EXISTS (SELECT FROM pg_cursors WHERE is_holdable) THEN 'cursors' END";

    /** In which counters are not the transaction's alone: the receipt reads it. */
    private static final String MARK = "SELECT set_config('slipway.shared', 'on', true); ";

    private static final String OWN_SETTINGS = "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE TO DEFAULT;"
            + " SELECT count(set_config(s.name, s.reset_val, true)) " + SET_BY_SOMEBODY + ";";

    /** Before the step's own row is written. */
    public static final String BEFORE_RECORD = MARK + OWN_SETTINGS;

    private static final String FORGET_STATEMENTS = "FOR one IN SELECT name FROM pg_prepared_statements WHERE from_sql"
            + " LOOP EXECUTE 'DEALLOCATE ' || quote_ident(one.name); END LOOP;";

    /** With one parameter: what {@link #begin} gave. The last thing in the transaction. */
    public static final String GIVE_BACK =
            """
            SELECT set_config('slipway.session', ?, true);
            CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP;
            DO $slipway$
            DECLARE
                session jsonb := current_setting('slipway.session')::jsonb;
                one record;
            BEGIN
                FORGET_STATEMENTS
                FOR one IN SELECT s.name {set} AND NOT session -> 'settings' ? s.name LOOP
                    EXECUTE 'RESET ' || one.name;
                END LOOP;
                FOR one IN SELECT key, value FROM jsonb_each_text(session -> 'settings') LOOP
                    IF current_setting(one.key) IS DISTINCT FROM one.value THEN
                        PERFORM set_config(one.key, one.value, false);
                    END IF;
                END LOOP;
                PERFORM set_config('session_authorization', session ->> 'authorization', false);
                PERFORM set_config('role', session ->> 'role', false);
            END $slipway$""".replace("FORGET_STATEMENTS", FORGET_STATEMENTS).replace("{set}", SET);

    /** What outlives a rollback, after one. */
    public static final String AFTER_ROLLBACK =
            "SELECT pg_advisory_unlock_all(); DO $slipway$ DECLARE one record; BEGIN " + FORGET_STATEMENTS
                    + " END $slipway$";

    private static final String BEGIN = "SELECT " + OTHERS
            + " AS others, jsonb_build_object('authorization', session_user, 'role', current_setting('role'), 'settings',"
            + " (SELECT coalesce(jsonb_object_agg(s.name, current_setting(s.name)), '{}') " + SET + "))::text"
            + " AS session; " + OWN_SETTINGS;

    private SharedSession() {}

    /** Whether a look at the session ended a statement. */
    public static boolean isOurs(String sqlState) {
        return UNFIT.equals(sqlState) || UNCLEAN.equals(sqlState) || CLAIM_LOST.equals(sqlState);
    }

    /**
     * For the current transaction, whose first statement it must be.
     *
     * @return how the session was, for {@link #GIVE_BACK}
     * @throws SQLException with the state of a serialization failure, when the session holds what is another client's
     */
    public static String begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                if (row.getString("others") != null) {
                    throw new SQLException(
                            "the pooler lent a session that keeps another client's " + row.getString("others"),
                            TRY_AGAIN);
                }
                return row.getString("session");
            }
        }
    }

    /**
     * A statement that PostgreSQL refuses in a transaction, between two looks at the session. They travel as one message, so
     * that a pooler, which may lend another session after each message, can't part them; PostgreSQL commits the first before
     * the statement begins, and passes over the rest when one fails.
     *
     * @param comment begins each of its parts (the driver would keep a space before it): by it a take-over knows that they
     *     work
     * @param stillOurs SQL that gives a row as long as the run is this node's
     */
    public static String guarded(
            String text, String comment, String stillOurs, Duration lockTimeout, Duration statementTimeout) {
        return comment + "DO $slipway$ BEGIN IF NOT EXISTS (" + stillOurs + ") THEN "
                + raise("the run was taken over", CLAIM_LOST) + " END IF;"
                + look(
                        differs("lock_timeout", lockTimeout),
                        "has another lock_timeout than " + lockTimeout.toMillis() + " ms")
                + look(
                        differs("statement_timeout", statementTimeout),
                        "has another statement_timeout than " + statementTimeout.toMillis() + " ms")
                + look(
                        NewSession.SETTINGS + " ->> 'search_path' <> current_setting('search_path')",
                        "is older than the search_path of its role or database")
                + looks("was left with", UNFIT) + " END $slipway$;" + comment + "COMMIT;" + comment + text
                + "\n; DO $slipway$ BEGIN" + looks("would be left with", UNCLEAN) + " EXCEPTION WHEN SQLSTATE '"
                + UNCLEAN
                + "' THEN PERFORM pg_advisory_unlock_all(); RAISE; END $slipway$";
    }

    /** For what a script sets before a statement that runs without a transaction: it is not even sent. */
    public static SQLException wouldStay() {
        return new SQLException("what this sets would stay in a session that the pooler lent", UNFIT);
    }

    private static String differs(String setting, Duration wanted) {
        return "(SELECT setting::bigint FROM pg_settings WHERE name = '" + setting + "') <> " + wanted.toMillis();
    }

    private static String looks(String verb, String state) {
        return look("(SELECT count(*) " + SET_BY_SOMEBODY + ") > 0", verb + " settings of a client", state)
                + look("current_user <> session_user", verb + " another role", state)
                + look(OTHERS + " IS NOT NULL", verb + " what belongs to one client", state);
    }

    private static String look(String wrong, String what) {
        return look(wrong, what, UNFIT);
    }

    private static String look(String wrong, String what, String state) {
        return " IF (" + wrong + ") THEN " + raise("the session that the pooler lent " + what, state) + " END IF;";
    }

    private static String raise(String message, String state) {
        return "RAISE EXCEPTION '" + message + "' USING ERRCODE = '" + state + "';";
    }
}
