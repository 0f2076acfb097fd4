package org.slipway.status;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slipway.catalog.ObjectSql;
import org.slipway.catalog.ReceiptFunction;
import org.slipway.history.HistorySchema;
import org.slipway.status.ObjectDrift.Difference;

/** Writes what is there into the table of what is expected. */
public final class ExpectedState {
    private final HistorySchema schema;
    private final String ownSchema;

    /** @param ownSchema name of Slipway's schema, as it is */
    public ExpectedState(HistorySchema schema, String ownSchema) {
        this.schema = schema;
        this.ownSchema = ownSchema;
    }

    /**
     * Only where both definitions are still those of the drift; false as soon as one is not. The caller commits, or rolls
     * back what was written.
     *
     * @param connection in a transaction, with {@link org.slipway.catalog.ObjectSql#settings}
     */
    public boolean become(Connection connection, List<ObjectDrift> drifts) throws SQLException {
        List<ObjectDrift> all = drifts.stream()
                .flatMap(drift -> Stream.concat(Stream.of(drift), drift.parts().stream()))
                .toList();
        String given = " (SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])"
                + " v (kind, identity, expected, actual))";
        String table = schema.table(HistorySchema.OBJECT);
        return change(
                        connection,
                        all,
                        Difference.MISSING,
                        "DELETE FROM " + table + " e USING" + given
                                + " v WHERE (e.kind, e.identity, e.definition) = (v.kind, v.identity, v.expected)")
                && change(
                        connection,
                        all,
                        Difference.CHANGED,
                        "UPDATE " + table + " e SET definition = v.actual,"
                                + " server_version = current_setting('server_version_num')::integer FROM" + given
                                + " v WHERE (e.kind, e.identity, e.definition) = (v.kind, v.identity, v.expected)")
                && change(
                        connection,
                        all,
                        Difference.UNEXPECTED,
                        "INSERT INTO " + table
                                + " (class, id, part, kind, identity, parent, definition, server_version, storage)"
                                + " SELECT l.*, current_setting('server_version_num')::integer, "
                                + ReceiptFunction.storage("l") + " FROM ("
                                + ObjectSql.all(ownSchema) + ") l JOIN" + given
                                + " v ON (l.kind, l.identity, l.definition) = (v.kind, v.identity, v.actual)"
                                + " ON CONFLICT DO NOTHING");
    }

    private static boolean change(Connection connection, List<ObjectDrift> all, Difference difference, String sql)
            throws SQLException {
        List<ObjectDrift> drifts =
                all.stream().filter(drift -> drift.difference() == difference).toList();
        if (drifts.isEmpty()) {
            return true;
        }
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setArray(1, array(connection, drifts, ObjectDrift::kind));
            change.setArray(2, array(connection, drifts, ObjectDrift::identity));
            change.setArray(3, array(connection, drifts, ObjectDrift::expected));
            change.setArray(4, array(connection, drifts, ObjectDrift::actual));
            return change.executeUpdate() == drifts.size();
        }
    }

    private static Array array(Connection connection, List<ObjectDrift> drifts, Function<ObjectDrift, String> text)
            throws SQLException {
        return connection.createArrayOf("text", drifts.stream().map(text).toArray());
    }
}
