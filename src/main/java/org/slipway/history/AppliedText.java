package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The statements of a migration as they were sent when it was applied last.
 *
 * @param text a line's end after each statement; null when it was too long to be kept
 * @param lastStatement number of the last one
 * @param complete false when the migration is applied in part
 */
public record AppliedText(String text, int lastStatement, boolean complete) {

    /** Null when nothing of it is applied. */
    public static AppliedText read(Connection connection, HistorySchema schema, String migrationKey)
            throws SQLException {
        String sql = "SELECT statements, last_statement, completes FROM " + schema.table(HistorySchema.STEP)
                + " WHERE migration_key = ? AND status = 'APPLIED' ORDER BY id";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, migrationKey);
            try (ResultSet row = query.executeQuery()) {
                AppliedText applied = null;
                while (row.next()) {
                    applied = next(applied, row);
                }
                return applied;
            }
        }
    }

    /** A repeatable migration that is applied again begins anew. */
    private static AppliedText next(AppliedText before, ResultSet row) throws SQLException {
        String part = row.getString("statements");
        String begun = before == null || before.complete() ? "" : before.text();
        return new AppliedText(
                begun == null || part == null ? null : begun + part,
                row.getInt("last_statement"),
                row.getBoolean("completes"));
    }
}
