package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slipway.catalog.RolledBack;

/**
 * Writes the table {@code run}: claim, heartbeat, end. Each method is one statement, and so one transaction on a connection
 * with autocommit, except {@link #claim}, which begins and ends its own.
 */
public final class RunStore {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final HistorySchema schema;
    private final String run;

    public RunStore(HistorySchema schema) {
        this.schema = schema;
        this.run = schema.table("run");
    }

    /** Whether a run could be claimed. */
    public sealed interface ClaimOutcome {
        record Claimed(Claim claim) implements ClaimOutcome {}

        record Busy(long activeRunId) implements ClaimOutcome {}

        /** What belongs into the transaction did not want it any more. */
        record Withdrawn() implements ClaimOutcome {}
    }

    /** What is written with a new run. */
    public record Request(
            RunKind kind, String requestedBy, String node, String target, boolean outOfOrder, List<PlannedStep> plan) {}

    /** A run whose node was lost, and which is ended by the next claim. */
    public record LostRun(long runId, String node) {}

    /** What else belongs into the transaction that claims a run. */
    public interface WithClaim {
        /**
         * False to give it all up.
         *
         * @param lost runs that the claim ended
         */
        boolean write(Connection connection, Claim claim, List<LostRun> lost) throws SQLException;
    }

    /**
     * Makes the tables if this is the first run, ends a run whose node is lost, and claims a new one.
     *
     * @param lostAfter how old a lost node's last heartbeat is
     */
    public ClaimOutcome claim(Connection connection, Request request, Duration lostAfter, WithClaim more)
            throws SQLException {
        try {
            return RolledBack.on(connection, () -> claimed(connection, request, lostAfter, more));
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState()) || LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return new ClaimOutcome.Busy(activeRun(connection).orElseThrow(() -> e));
            }
            throw e;
        }
    }

    private ClaimOutcome claimed(Connection connection, Request request, Duration lostAfter, WithClaim more)
            throws SQLException {
        waitBriefly(connection);
        schema.create(connection);
        List<LostRun> lost = endLostRuns(connection, lostAfter);
        Claim claim = insert(connection, request);
        if (!more.write(connection, claim, lost)) {
            return new ClaimOutcome.Withdrawn();
        }
        connection.commit();
        return new ClaimOutcome.Claimed(claim);
    }

    /** An admin's request must not hang on a step that is still under way. */
    private static void waitBriefly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '2s'");
        }
    }

    /**
     * Raising the fence waits for a step that is still under way: afterwards that node can't commit any more. The row is locked
     * before anybody looks for sessions, because a node that wakes up passes the fence of its next statement until then.
     */
    private List<LostRun> endLostRuns(Connection connection, Duration lostAfter) throws SQLException {
        String silent = " WHERE status IN ('QUEUED', 'RUNNING')"
                + " AND heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'";
        String sql = "SELECT FROM " + run + silent + " FOR UPDATE; UPDATE " + run
                + " r SET status = 'INTERRUPTED', fence = fence + 1, finished_at = clock_timestamp(),"
                + " progress = NULL, notices = notices || to_jsonb(?::text)"
                + silent
                + " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name = 'slipway run ' || r.id"
                + " OR a.state <> 'idle' AND " + Claim.isBegunBy("r.id") + ")"
                + " RETURNING r.id, r.node";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, lostAfter.toMillis());
            update.setString(
                    2,
                    "The server that worked on this run was lost. What is listed as applied is done; the next run goes on"
                            + " with the first step that is not.");
            update.setLong(3, lostAfter.toMillis());
            List<LostRun> lost = new ArrayList<>();
            update.execute();
            update.getMoreResults();
            try (ResultSet row = update.getResultSet()) {
                while (row.next()) {
                    lost.add(new LostRun(row.getLong(1), row.getString(2)));
                }
            }
            return lost;
        }
    }

    private Claim insert(Connection connection, Request request) throws SQLException {
        String sql = "INSERT INTO " + run + " (status, kind, requested_by, node, target, out_of_order, plan)"
                + " VALUES ('QUEUED', ?, ?, ?, ?, ?, ?::jsonb) RETURNING id, fence";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, request.kind().name());
            insert.setString(2, request.requestedBy());
            insert.setString(3, request.node());
            insert.setString(4, request.target());
            insert.setBoolean(5, request.outOfOrder());
            insert.setString(6, HistoryJson.plan(request.plan()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Claim(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** The one active run, lost or not. */
    public Optional<Long> activeRun(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery("SELECT id FROM " + run + " WHERE status IN ('QUEUED', 'RUNNING')")) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** False when the claim is lost. */
    public boolean begin(Connection connection, Claim claim) throws SQLException {
        String sql = "UPDATE " + run + " SET status = 'RUNNING', started_at = clock_timestamp(),"
                + " heartbeat_at = clock_timestamp() WHERE id = ? AND fence = ? AND status = 'QUEUED'";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, claim.runId());
            update.setLong(2, claim.fence());
            return update.executeUpdate() == 1;
        }
    }

    /** What a heartbeat brings back. */
    public record Pulse(boolean alive, String cancelRequestedBy) {}

    public Pulse heartbeat(Connection connection, Claim claim, RunProgress progress) throws SQLException {
        String sql = "UPDATE " + run + " SET heartbeat_at = clock_timestamp(), progress = ?::jsonb"
                + " WHERE id = ? AND fence = ? AND status IN ('QUEUED', 'RUNNING') RETURNING cancel_requested_by";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, HistoryJson.progress(progress));
            update.setLong(2, claim.runId());
            update.setLong(3, claim.fence());
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? new Pulse(true, row.getString(1)) : new Pulse(false, null);
            }
        }
    }

    public void replan(Connection connection, Claim claim, List<PlannedStep> plan) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + run + " SET plan = ?::jsonb WHERE id = ? AND fence = ?")) {
            update.setString(1, HistoryJson.plan(plan));
            update.setLong(2, claim.runId());
            update.setLong(3, claim.fence());
            update.executeUpdate();
        }
    }

    /** Tells something about the whole run while it goes on. */
    public void notice(Connection connection, Claim claim, String sentence) throws SQLException {
        String sql = "UPDATE " + run + " SET notices = notices || to_jsonb(?::text) WHERE id = ? AND fence = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sentence);
            update.setLong(2, claim.runId());
            update.setLong(3, claim.fence());
            update.executeUpdate();
        }
    }

    /**
     * False when the claim is lost or the run has ended.
     *
     * @param notice sentence about the whole run, null for none
     */
    public boolean end(Connection connection, Claim claim, RunStatus status, String notice) throws SQLException {
        String sql = "UPDATE " + run + " SET status = ?, finished_at = clock_timestamp(), progress = NULL,"
                + " notices = CASE WHEN ?::text IS NULL THEN notices ELSE notices || to_jsonb(?::text) END"
                + " WHERE id = ? AND fence = ? AND status IN ('QUEUED', 'RUNNING')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, status.name());
            update.setObject(2, notice, Types.VARCHAR);
            update.setObject(3, notice, Types.VARCHAR);
            update.setLong(4, claim.runId());
            update.setLong(5, claim.fence());
            return update.executeUpdate() == 1;
        }
    }

    /** False when the run is not active. The node that works on it learns of it with its next heartbeat. */
    public boolean requestCancel(Connection connection, long runId, String caller) throws SQLException {
        String sql = "UPDATE " + run + " SET cancel_requested_by = coalesce(cancel_requested_by, ?)"
                + " WHERE id = ? AND status IN ('QUEUED', 'RUNNING')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, caller);
            update.setLong(2, runId);
            return update.executeUpdate() == 1;
        }
    }
}
