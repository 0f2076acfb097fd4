package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import org.slipway.migration.UndoKey;

/** Writes what changes the schema history without a migration that runs; each method in the connection's transaction. */
public final class AmendmentStore {
    private final String step;
    private final String undone;

    public AmendmentStore(HistorySchema schema) {
        this.step = schema.table(HistorySchema.STEP);
        this.undone = Undoing.sql(schema);
    }

    /** In the order in which the migrations run. A way back that had come half the way begins anew after that. */
    public void record(Connection connection, long runId, List<Amended> migrations) throws SQLException {
        forgetWaysBack(connection, runId, migrations);
        String sql =
                "INSERT INTO " + step + " (run_id, migration_key, repeatable, version, description, script, checksum,"
                        + " step_index, first_statement, last_statement, completes, transactional, status, origin, applied_by,"
                        + " started_at, finished_at, attempts, results, error)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, true, ?, ?, ?, ?, ?, 0, ?::jsonb, ?::jsonb)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Amended migration : migrations) {
                insert.setLong(1, runId);
                insert.setString(2, migration.migrationKey());
                insert.setBoolean(3, migration.repeatable());
                insert.setString(4, migration.version());
                insert.setString(5, migration.description());
                insert.setString(6, migration.script());
                insert.setObject(7, migration.checksum(), Types.INTEGER);
                insert.setInt(8, migration.index());
                insert.setInt(9, migration.firstStatement());
                insert.setInt(10, migration.lastStatement());
                insert.setString(11, migration.error() == null ? "APPLIED" : "FAILED");
                insert.setString(12, migration.origin().name());
                insert.setString(13, migration.appliedBy());
                insert.setObject(14, migration.startedAt().atOffset(ZoneOffset.UTC));
                insert.setObject(15, migration.finishedAt().atOffset(ZoneOffset.UTC));
                insert.setString(16, HistoryJson.sentences(migration.results()));
                insert.setString(17, HistoryJson.error(migration.error()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void forgetWaysBack(Connection connection, long runId, List<Amended> migrations) throws SQLException {
        String sql = "UPDATE " + step
                + " SET status = 'UNDONE', undone_by = ? WHERE status = 'APPLIED' AND migration_key = ANY (?)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, runId);
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            migrations.stream()
                                    .map(migration -> UndoKey.of(migration.migrationKey()))
                                    .toArray()));
            update.executeUpdate();
        }
    }

    /**
     * What was applied of a migration is not any more.
     *
     * @return false when nothing of it was applied
     */
    public boolean undone(Connection connection, long runId, String migrationKey) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(undone)) {
            Undoing.set(update, 1, runId, migrationKey);
            return update.executeUpdate() > 0;
        }
    }

    /**
     * What was applied last counts as having had this checksum.
     *
     * @return false when no complete application is recorded
     */
    public boolean acceptChecksum(Connection connection, String migrationKey, int checksum) throws SQLException {
        String sql = "UPDATE " + step + " SET checksum = ? WHERE id = (SELECT max(id) FROM " + step
                + " WHERE migration_key = ? AND status = 'APPLIED' AND completes)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, checksum);
            update.setString(2, migrationKey);
            return update.executeUpdate() == 1;
        }
    }
}
