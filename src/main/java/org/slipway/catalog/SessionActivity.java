package org.slipway.catalog;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What a session of the database does right now, as the server sees it from outside: the lock it waits for and who has
 * that, and how far a long command is.
 *
 * @param lockWait null while it waits for no lock
 * @param progress null unless it runs a command whose progress PostgreSQL tells
 */
public record SessionActivity(LockWait lockWait, CommandProgress progress) {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider JSON = JsonProvider.provider();

    public static final SessionActivity NONE = new SessionActivity(null, null);

    /**
     * A lock that is not granted.
     *
     * @param mode as the manual writes it, such as {@code ACCESS EXCLUSIVE}
     * @param object the relation's name, or for other locks their type, such as {@code virtualxid}
     * @param blockers empty when they let go in the same moment
     */
    public record LockWait(String mode, String object, List<Blocker> blockers) {
        public LockWait {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * A session that holds what another one waits for, or waits for it further ahead. What the console's role may not see
     * of another role's session is null; members of {@code pg_read_all_stats} see everything.
     *
     * @param pid 0 for a prepared transaction, which has no session
     * @param address null for a local connection
     * @param backendType such as {@code client backend} or {@code autovacuum worker}
     * @param backendStart as the server writes it; with the pid it names the session beyond doubt
     * @param transactionAge null outside a transaction
     * @param query its last one, shortened
     */
    public record Blocker(
            int pid,
            String user,
            String application,
            String address,
            String state,
            String backendType,
            String backendStart,
            Duration transactionAge,
            String query) {

        public boolean isAutovacuum() {
            return "autovacuum worker".equals(backendType);
        }

        /** One that PostgreSQL does not interrupt either: without it the database would stop taking writes one day. */
        public boolean preventsWraparound() {
            return isAutovacuum() && query != null && query.contains("(to prevent wraparound)");
        }
    }

    /**
     * How far a command is, from one of the {@code pg_stat_progress_*} views.
     *
     * @param command such as {@code CREATE INDEX CONCURRENTLY}
     * @param phase as the server names it
     * @param relation the table's name, null when it is not known
     * @param total 0 when it is not known
     * @param unit {@code blocks}, {@code bytes}, {@code tuples} or {@code lockers}
     */
    public record CommandProgress(String command, String phase, String relation, long done, long total, String unit) {}

    /** One round trip; {@link SessionActivity#parse} reads what it gives. */
    public static String ask(Connection connection, int pid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SessionActivityQuery.SQL)) {
            query.setInt(1, pid);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Of the session that works on something that begins so; 0 when none does. */
    public static int pid(Connection connection, String comment) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT coalesce(max(pid), 0) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND starts_with(query, ?) AND state = 'active'")) {
            query.setString(1, comment);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** @param json as {@link #ask} gives it, or null */
    public static SessionActivity parse(String json) {
        if (json == null) {
            return NONE;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject activity = reader.readObject();
            return new SessionActivity(
                    activity.isNull("lockWait") ? null : lockWait(activity.getJsonObject("lockWait")),
                    activity.isNull("progress") ? null : progress(activity.getJsonObject("progress")));
        }
    }

    private static LockWait lockWait(JsonObject wait) {
        return new LockWait(
                manualName(wait.getString("mode")),
                wait.getString("object"),
                wait.isNull("blockers")
                        ? List.of()
                        : wait.getJsonArray("blockers").getValuesAs(SessionActivity::blocker));
    }

    private static Blocker blocker(JsonObject blocker) {
        JsonNumber age = blocker.isNull("age") ? null : blocker.getJsonNumber("age");
        return new Blocker(
                blocker.getInt("pid"),
                blocker.getString("user", null),
                blocker.getString("application", null),
                blocker.getString("address", null),
                blocker.getString("state", null),
                blocker.getString("type", null),
                blocker.getString("start", null),
                age == null ? null : Duration.ofMillis(age.longValue()),
                blocker.getString("query", null));
    }

    private static CommandProgress progress(JsonObject progress) {
        return new CommandProgress(
                progress.getString("command"),
                progress.getString("phase"),
                progress.getString("relation", null),
                progress.getJsonNumber("done").longValue(),
                progress.getJsonNumber("total").longValue(),
                progress.getString("unit"));
    }

    /** {@code AccessExclusiveLock} to {@code ACCESS EXCLUSIVE}. */
    static String manualName(String mode) {
        return mode.replaceFirst("Lock$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(java.util.Locale.ROOT);
    }
}
