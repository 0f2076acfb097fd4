package org.slipway.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slipway.history.MigrationHistory.AppliedStep;
import org.slipway.migration.UndoKey;

/** Reads the whole schema history with one query, however long it is. */
public final class HistoryReader {
    private final HistorySchema schema;

    public HistoryReader(HistorySchema schema) {
        this.schema = schema;
    }

    /** By migration key; empty when Slipway's tables do not exist. */
    public Map<String, MigrationHistory> read(Connection connection) throws SQLException {
        HistorySchema.Shape shape = schema.shape(connection);
        return shape == HistorySchema.Shape.NONE ? Map.of() : readTables(connection, shape);
    }

    /**
     * Hashes are only sent for steps that a later run has to go on from. A step that an admin cancelled and that left
     * nothing behind has not failed: it is as pending as before. What was undone is as if it had never been, and so is what
     * was tried before that; of a way back only what came after the application counts.
     */
    private Map<String, MigrationHistory> readTables(Connection connection, HistorySchema.Shape shape)
            throws SQLException {
        String step = schema.table("step");
        String sql = "SELECT " + shape.stepOrigin()
                + " AS origin, s.id, s.migration_key, s.repeatable, s.version, s.description, s.script, s.checksum, s.step_index,"
                + " s.first_statement, s.last_statement, s.completes, s.status,"
                + " s.applied_by, s.started_at, s.finished_at,"
                + " CASE WHEN r.status <> 'CANCELLED' OR s.error ->> 'rolledBack' <> 'true'"
                + " THEN s.error ->> 'message' END AS failure,"
                + " CASE WHEN s.status = 'APPLIED' AND s.id > coalesce((SELECT max(c.id) FROM " + step + " c"
                + " WHERE c.migration_key = s.migration_key AND c.completes AND c.status = 'APPLIED'), 0)"
                + " THEN s.statement_hashes END AS hashes"
                + " FROM " + step + " s JOIN " + schema.table("run")
                + " r ON r.id = s.run_id ORDER BY s.id";
        Map<String, Reading> readings = new LinkedHashMap<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            while (row.next()) {
                add(row, readings);
            }
        }
        Map<String, MigrationHistory> histories = new LinkedHashMap<>();
        readings.forEach((key, reading) -> {
            if (!UndoKey.isOne(key)) {
                Reading undo = readings.get(UndoKey.of(key));
                histories.put(key, reading.history(undo == null ? null : undo.history(null)));
            }
        });
        return histories;
    }

    private static void add(ResultSet row, Map<String, Reading> readings) throws SQLException {
        String key = row.getString("migration_key");
        String status = row.getString("status");
        if (status.equals("UNDONE")) {
            readings.remove(key);
            return;
        }
        readings.computeIfAbsent(key, Reading::new).add(row);
        if (status.equals("APPLIED") && row.getBoolean("completes")) {
            readings.remove(UndoKey.of(key));
        }
    }

    /** Follows one migration's rows from the oldest to the newest. */
    private static final class Reading {
        private final String key;
        private boolean repeatable;
        private String version;
        private String description;
        private String script;
        private boolean complete;
        private Integer checksum;
        private StepOrigin origin;
        private final List<AppliedStep> open = new ArrayList<>();
        private int highestIndex;
        private String failure;
        private boolean begun;
        private long place;
        private Instant installedOn;
        private String installedBy;
        private Duration duration = Duration.ZERO;

        Reading(String key) {
            this.key = key;
        }

        void add(ResultSet row) throws SQLException {
            repeatable = row.getBoolean("repeatable");
            version = row.getString("version");
            description = row.getString("description");
            script = row.getString("script");
            begun = false;
            switch (row.getString("status")) {
                case "APPLIED" -> applied(row);
                case "FAILED" -> failed(row);
                default -> begun = true;
            }
        }

        private void applied(ResultSet row) throws SQLException {
            if (open.isEmpty()) {
                duration = Duration.ZERO;
            }
            failure = null;
            place = row.getLong("id");
            installedOn = row.getObject("finished_at", OffsetDateTime.class).toInstant();
            installedBy = row.getString("applied_by");
            duration = duration.plus(Duration.between(
                    row.getObject("started_at", OffsetDateTime.class).toInstant(), installedOn));
            highestIndex = Math.max(highestIndex, row.getInt("step_index"));
            open.add(new AppliedStep(
                    row.getInt("step_index"),
                    row.getInt("first_statement"),
                    row.getInt("last_statement"),
                    row.getBytes("hashes")));
            if (row.getBoolean("completes")) {
                open.clear();
                complete = true;
                origin = StepOrigin.valueOf(row.getString("origin"));
                checksum = row.getObject("checksum", Integer.class);
                highestIndex = repeatable ? 0 : highestIndex;
            } else if (!complete) {
                checksum = row.getObject("checksum", Integer.class);
            }
        }

        private void failed(ResultSet row) throws SQLException {
            failure = row.getString("failure");
            if (!complete) {
                checksum = row.getObject("checksum", Integer.class);
            }
        }

        MigrationHistory history(MigrationHistory undo) {
            return new MigrationHistory(
                    key,
                    repeatable,
                    version,
                    description,
                    script,
                    complete,
                    origin,
                    checksum,
                    open,
                    highestIndex,
                    failure,
                    begun,
                    undo,
                    place,
                    installedOn,
                    installedBy,
                    installedOn == null ? null : duration);
        }
    }
}
