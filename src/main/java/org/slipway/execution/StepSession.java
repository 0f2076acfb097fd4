package org.slipway.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slipway.catalog.NewSession;
import org.slipway.catalog.Pooler;
import org.slipway.catalog.SharedSession;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.Claim;
import org.slipway.history.HistorySchema;

/** Prepares a connection for a step, and proves with the same round trip that the run is still this node's. */
final class StepSession {
    /** A backend whose client was killed ends by itself; PostgreSQL refuses the setting on some other platforms. */
    private static final String CONNECTION_CHECK = "CASE WHEN strpos(version(), 'linux') > 0"
            + " THEN set_config('client_connection_check_interval', '2s', %1$s) END";

    /** At the end of the transaction, however it ends, so that the next one's counts are its own. From version 15 on. */
    private static final String FLUSH = ", pg_stat_force_next_flush()";

    /** Serialization failure. */
    private static final String TRY_AGAIN = "40001";

    private final ExecutionSettings settings;
    private final String run;
    private final String fence;
    private final String fenceAndFlush;
    private final String autocommit;

    StepSession(HistorySchema schema, ExecutionSettings settings) {
        this.settings = settings;
        this.run = schema.table("run");
        this.fence = fence("true", "");
        this.fenceAndFlush = fence("true", FLUSH);
        this.autocommit = fence("false", "");
    }

    private String fence(String local, String flush) {
        return "SELECT set_config('lock_timeout', ?, %1$s), set_config('statement_timeout', ?, %1$s),".formatted(local)
                + " set_config('application_name', ?, %1$s), ".formatted(local) + CONNECTION_CHECK.formatted(local)
                + ", pg_backend_pid() AS pid, settings::text, " + NewSession.adopt(local) + flush + " FROM " + run
                + " r, (SELECT coalesce(?::jsonb, " + NewSession.SETTINGS + ") AS settings OFFSET 0) begun"
                + " WHERE id = ? AND fence = ? AND status = 'RUNNING' FOR KEY SHARE OF r";
    }

    /**
     * For the current transaction. Holds {@code KEY SHARE} on the run's row until its end, so that a take-over, which
     * changes a key column, waits for the step, and a heartbeat, which does not, passes.
     *
     * @return false when the claim is lost
     */
    boolean begin(Connection connection, StepTask task) throws SQLException {
        boolean canFlush = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        return set(connection, canFlush ? fenceAndFlush : fence, task, lockTimeout(task));
    }

    /** How long this try waits for one lock. */
    Duration lockTimeout(StepTask task) {
        Duration ofTry = task.attempt().lockTimeout();
        Duration ofStep = task.step().lockTimeout();
        return ofTry != null ? ofTry : ofStep != null ? ofStep : settings.lockTimeout();
    }

    /**
     * How a step without a transaction has its session.
     *
     * @param guard what the statement is sent as
     * @param before how many characters of that stand before it
     * @param lent by a pooler, for the statement only
     */
    record Alone(UnaryOperator<String> guard, int before, boolean lent) {
        static final Alone OWN = new Alone(UnaryOperator.identity(), 0, false);
    }

    /**
     * For the session. Without the short lock time-out: what runs with autocommit waits without blocking readers. Waits for a
     * take-over under way; one that comes later sees the session at work.
     *
     * @return null when the claim is lost
     */
    Alone beginAutocommit(Connection connection, StepTask task) throws SQLException {
        Duration lockTimeout =
                task.step().lockTimeout() == null ? Duration.ZERO : task.step().lockTimeout();
        if (Pooler.isBetween(connection)) {
            return lent(task, lockTimeout);
        }
        return set(connection, autocommit, task, lockTimeout) ? Alone.OWN : null;
    }

    /** Nothing can be set in it beforehand, so that it is looked at together with the statement. */
    private Alone lent(StepTask task, Duration lockTimeout) {
        Claim claim = task.control().claim();
        task.control().backendLent();
        return new Alone(
                text -> SharedSession.guarded(
                        text, claim.comment(), stillOurs(claim), lockTimeout, statementTimeout(task)),
                claim.comment().length(),
                true);
    }

    private String stillOurs(Claim claim) {
        return "SELECT FROM " + run + " WHERE id = " + claim.runId() + " AND fence = " + claim.fence()
                + " AND status = 'RUNNING'";
    }

    private Duration statementTimeout(StepTask task) {
        Duration ofStep = task.step().statementTimeout();
        return ofStep == null ? settings.statementTimeout() : ofStep;
    }

    private boolean set(Connection connection, String sql, StepTask task, Duration lockTimeout) throws SQLException {
        Claim claim = task.control().claim();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, lockTimeout.toMillis() + "ms");
            query.setString(2, statementTimeout(task).toMillis() + "ms");
            query.setString(3, claim.applicationName());
            query.setString(4, task.control().begunWith(task.step().migrationKey()));
            query.setLong(5, claim.runId());
            query.setLong(6, claim.fence());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                int pid = row.getInt("pid");
                if (!task.control().isPooled() && Pooler.isBetween(connection, pid)) {
                    task.control().pooled();
                    throw new SQLException("a connection pooler stands between, which was not there before", TRY_AGAIN);
                }
                task.control().backend(pid);
                task.control().begun(task.step().migrationKey(), row.getString("settings"));
                return true;
            }
        }
    }

    /**
     * After a failure, within the container's transaction, which is over by it: what outlives a rollback is given back. An
     * advisory lock that stayed with a pooled connection would keep the next try waiting for itself.
     *
     * @param shared a pooler lent the session, and lends it to another client as soon as the message is answered
     */
    static void abandon(Connection connection, boolean shared, Exception failure) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK; "
                    + (shared ? SharedSession.AFTER_ROLLBACK : "SELECT pg_advisory_unlock_all(); DEALLOCATE ALL"));
        } catch (SQLException e) {
            // the connection is gone, and its session with it
            failure.addSuppressed(e);
        }
    }

    /** Nothing that a migration or we set in the session may leak into the pool. */
    static void end(Connection connection, Alone alone) throws SQLException {
        if (alone.lent()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
    }
}
