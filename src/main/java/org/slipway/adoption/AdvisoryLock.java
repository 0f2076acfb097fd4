package org.slipway.adoption;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The lock by which a tool keeps a second one of its kind out. */
final class AdvisoryLock {
    private AdvisoryLock() {}

    /** Until the transaction's end; false when somebody has it. Never waits. */
    static boolean take(Connection connection, long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            query.setLong(1, number);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
