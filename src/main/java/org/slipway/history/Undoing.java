package org.slipway.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slipway.migration.UndoKey;

/**
 * SQL by which what is applied of a migration is not any more, and neither is what is recorded of its way back: the next
 * application and the next undo begin at their first step.
 */
final class Undoing {
    private Undoing() {}

    /** With three parameters. */
    static String sql(HistorySchema schema) {
        return "UPDATE " + schema.table(HistorySchema.STEP)
                + " SET status = 'UNDONE', undone_by = ? WHERE status = 'APPLIED' AND migration_key IN (?, ?)";
    }

    /** The same if the step of a fourth parameter is applied and the last one. */
    static String afterLastStep(HistorySchema schema) {
        return sql(schema) + " AND EXISTS (SELECT FROM " + schema.table(HistorySchema.STEP)
                + " d WHERE d.id = ? AND d.completes AND d.status = 'APPLIED')";
    }

    /**
     * @param first number of the first parameter
     * @param runId of the run that takes it back
     * @param key of the migration or of its way back
     */
    static void set(PreparedStatement update, int first, long runId, String key) throws SQLException {
        String migration = UndoKey.migration(key);
        update.setLong(first, runId);
        update.setString(first + 1, migration);
        update.setString(first + 2, UndoKey.of(migration));
    }
}
