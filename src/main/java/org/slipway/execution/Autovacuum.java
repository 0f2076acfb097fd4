package org.slipway.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slipway.catalog.SessionActivity.Blocker;

/** Gets autovacuum out of a migration's way, as PostgreSQL itself would do a little later. */
final class Autovacuum {
    private static final Duration MARGIN = Duration.ofMillis(200);

    private Autovacuum() {}

    /**
     * True when all of them were asked to end; none is when one can't be looked at closely enough to know it. A role needs {@code pg_signal_autovacuum_worker} for that from version 18 on;
     * before, it has to be a superuser.
     */
    static boolean end(Connection connection, List<Blocker> workers) throws SQLException {
        if (workers.stream().anyMatch(worker -> worker.backendStart() == null)) {
            return false;
        }
        String sql = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = ?"
                + " AND backend_start = ?::timestamptz AND backend_type = 'autovacuum worker'";
        try (PreparedStatement cancel = connection.prepareStatement(sql)) {
            for (Blocker worker : workers) {
                cancel.setInt(1, worker.pid());
                cancel.setString(2, worker.backendStart());
                cancel.execute();
            }
            return true;
        } catch (SQLException e) {
            if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The server's {@code deadlock_timeout} and a little more: then the waiting session ends autovacuum itself. */
    static Duration givesWayAfter(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery("SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
            row.next();
            return Duration.ofMillis(row.getLong(1)).plus(MARGIN);
        }
    }
}
