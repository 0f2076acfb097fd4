package org.slipway.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One transaction on a connection that is in none, rolled back at its end unless the work has committed it; afterwards the
 * connection commits by itself again, as it did before.
 */
public final class RolledBack {
    private RolledBack() {}

    /** What is done in it. */
    public interface Work<T> {
        T in() throws SQLException;
    }

    public static <T> T on(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return work.in();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
