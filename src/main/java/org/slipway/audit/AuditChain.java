package org.slipway.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slipway.history.HistorySchema;

/**
 * Appends to {@code audit_event}; nothing else of the console writes there. Each row needs the one before it, so writers
 * come one after the other: they hold a lock that ends with their transaction, which is a short one.
 */
final class AuditChain {
    /** First half of the lock's name, the second is the table; "audit" on a telephone's keys. */
    private static final int LOCK = 28348;

    private final HistorySchema schema;
    private final String lockAndEnd;
    private final String insert;

    AuditChain(HistorySchema schema) {
        this.schema = schema;
        String table = schema.table(HistorySchema.AUDIT_EVENT);
        // a writer that was frozen while it held the lock loses its session, so that the others can go on
        lockAndEnd = "SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '10s';"
                + " SELECT pg_advisory_xact_lock(" + LOCK + ", to_regclass(?)::oid::int);"
                + " SELECT id, hash FROM " + table + " ORDER BY id DESC LIMIT 1";
        insert = "INSERT INTO " + table + " (" + AuditRows.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /**
     * Two round trips, in the connection's transaction, which is to be committed soon.
     *
     * @throws SQLException with SQLSTATE 42P01 when there is no table yet
     */
    List<AuditEvent> append(Connection connection, List<AuditEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return List.of();
        }
        ChainMark last = lockedEnd(connection);
        List<AuditEvent> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (AuditEntry entry : entries) {
                AuditEvent event = entry.withId(last.id() + 1);
                event = event.withHash(ChainHash.of(last.hash(), event));
                last = new ChainMark(event.id(), event.hash());
                set(statement, event);
                statement.addBatch();
                events.add(event);
            }
            statement.executeBatch();
        }
        return events;
    }

    private ChainMark lockedEnd(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lockAndEnd)) {
            statement.setString(1, schema.table(HistorySchema.AUDIT_EVENT));
            statement.execute();
            while (statement.getUpdateCount() >= 0) {
                statement.getMoreResults();
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? mark(row.getLong(1), row.getBytes(2)) : new ChainMark(0, ChainHash.START);
            }
        }
    }

    /** @param hash null when somebody took it away; the chain goes on, and is broken at that row */
    private static ChainMark mark(long id, byte[] hash) {
        return new ChainMark(id, hash == null ? ChainHash.START : HexFormat.of().formatHex(hash));
    }

    boolean contains(Connection connection, AuditEvent event) throws SQLException {
        String sql = "SELECT FROM " + schema.table(HistorySchema.AUDIT_EVENT) + " WHERE id = ? AND hash = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, event.id());
            query.setBytes(2, HexFormat.of().parseHex(event.hash()));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void set(PreparedStatement statement, AuditEvent event) throws SQLException {
        statement.setLong(1, event.id());
        statement.setObject(2, event.at().atOffset(ZoneOffset.UTC));
        statement.setString(3, event.action());
        statement.setString(4, event.actor());
        statement.setString(5, event.roles());
        statement.setString(6, event.address());
        statement.setString(7, event.node());
        statement.setObject(8, event.runId(), Types.BIGINT);
        statement.setString(9, event.detail());
        statement.setBytes(10, HexFormat.of().parseHex(event.hash()));
    }
}
