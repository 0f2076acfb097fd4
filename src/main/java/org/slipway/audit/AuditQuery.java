package org.slipway.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slipway.history.HistorySchema;

/**
 * Events that match a filter. Those who look at a page want the newest by their time, which an event that had to wait for
 * the database does not share with its id; those who export want the chain's order.
 */
final class AuditQuery {
    private static final int ROWS_AT_ONCE = 1000;

    private final String table;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** What is done with each event; what it throws ends the query. */
    interface Each<E extends Exception> {
        void event(AuditEvent event) throws E;
    }

    AuditQuery(HistorySchema schema, AuditFilter filter) {
        table = schema.table(HistorySchema.AUDIT_EVENT);
        where("actor = ?", filter.actor());
        where("action = ?", filter.action() == null ? null : filter.action().name());
        where("occurred_at >= ?", filter.from());
        where("occurred_at < ?", filter.until());
        where("run_id = ?", filter.run());
    }

    private void where(String condition, Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }

    <E extends Exception> void newest(Connection connection, int limit, Long before, Each<E> each)
            throws SQLException, E {
        where("(occurred_at, id) < (SELECT b.occurred_at, b.id FROM " + table + " b WHERE b.id = ?)", before);
        values.add(limit);
        run(connection, " ORDER BY occurred_at DESC, id DESC LIMIT ?", each);
    }

    /** In a transaction of its own, without which the driver would read everything at once. */
    <E extends Exception> void all(Connection connection, Each<E> each) throws SQLException, E {
        Transaction.<Void, E>on(connection, transaction -> {
            run(transaction, " ORDER BY id", each);
            return null;
        });
    }

    private <E extends Exception> void run(Connection connection, String end, Each<E> each) throws SQLException, E {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement query =
                connection.prepareStatement("SELECT " + AuditRows.COLUMNS + " FROM " + table + where + end)) {
            query.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    each.event(AuditRows.event(row));
                }
            }
        }
    }
}
