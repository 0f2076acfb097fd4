package org.slipway.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Whether something that lends server connections to its clients, such as PgBouncer, stands between console and database.
 *
 * <p>It answers the driver with a session number of its own, which is not the backend's. For how long it lends a connection
 * (statement, transaction, session) it does not tell: anything longer than a transaction is treated as a transaction.
 */
public final class Pooler {
    private static final String PROTOCOL_VIOLATION = "08P01";

    private static final String PREPARED =
            "A connection pooler stands between the console and the database, and the driver"
                    + " keeps prepared statements in sessions that are not its own: another session may have another statement under"
                    + " the same name. Add prepareThreshold=0 to slipway.db.url, such as"
                    + " jdbc:postgresql://host:6432/name?prepareThreshold=0";

    private static final String STATEMENTS = "The connection pooler between the console and the database allows no"
            + " transactions (PgBouncer's pool_mode=statement), so a step and its history could not be committed together."
            + " Set pool_mode=transaction or session for this database, or connect to the server itself";

    private Pooler() {}

    /** One round trip. */
    public static boolean isBetween(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return isBetween(connection, row.getInt(1));
        }
    }

    /** @param pid what {@code pg_backend_pid()} gave */
    public static boolean isBetween(Connection connection, int pid) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() != pid;
    }

    /**
     * Why nothing can run through the pooler as it is, in a sentence.
     *
     * @param dataSource of connections that go through one; it is asked for one of its own, because a pooler closes a
     *     connection that wants what it does not allow
     */
    public static Optional<String> obstacle(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.unwrap(PGConnection.class).getPrepareThreshold() != 0
                    ? Optional.of(PREPARED)
                    : withoutTransactions(connection);
        }
    }

    private static Optional<String> withoutTransactions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            connection.rollback();
            connection.setAutoCommit(true);
            return Optional.empty();
        } catch (SQLException e) {
            if (PROTOCOL_VIOLATION.equals(e.getSQLState())) {
                return Optional.of(STATEMENTS);
            }
            throw e;
        }
    }
}
