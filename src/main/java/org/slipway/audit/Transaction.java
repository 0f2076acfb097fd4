package org.slipway.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** One transaction on a connection that is in none; afterwards it commits by itself again, as it did before. */
final class Transaction {
    private Transaction() {}

    /** What is done in it. */
    interface Work<T, E extends Exception> {
        T on(Connection connection) throws SQLException, E;
    }

    static <T, E extends Exception> T on(Connection connection, Work<T, E> work) throws SQLException, E {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (Exception e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is gone, and the transaction with it
            cause.addSuppressed(e);
        }
    }
}
