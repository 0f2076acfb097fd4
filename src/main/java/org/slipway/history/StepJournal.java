package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slipway.catalog.ReceiptFunction;

/** Autocommit steps whose end was not recorded, and what was found out about them. */
public final class StepJournal {
    private final HistorySchema schema;
    private final String select;

    public StepJournal(HistorySchema schema) {
        this.schema = schema;
        this.select =
                "SELECT s.id, s.xmin, s.run_id, s.migration_key, s.repeatable, s.version, s.description, s.script,"
                        + " s.step_index, s.statements, s.error, coalesce((SELECT a.pid FROM pg_stat_activity a"
                        + " WHERE (a.application_name = 'slipway run ' || s.run_id OR " + Claim.isBegunBy("s.run_id")
                        + ")"
                        + " AND a.state IS DISTINCT FROM 'idle' ORDER BY a.query_start LIMIT 1), 0) AS session"
                        + " FROM " + schema.table(HistorySchema.STEP) + " s WHERE s.status = 'STARTED' AND ";
    }

    /**
     * Those that no later try of their migration has overtaken, of runs that have ended or whose node is lost.
     *
     * @param lostAfter how old a lost node's last heartbeat is
     */
    public List<UnrecordedStep> unrecorded(Connection connection, Duration lostAfter) throws SQLException {
        String sql = select + "NOT EXISTS (SELECT FROM " + schema.table(HistorySchema.STEP)
                + " l WHERE l.migration_key = s.migration_key AND l.id > s.id)"
                + " AND s.run_id IN (SELECT r.id FROM " + schema.table("run")
                + " r WHERE r.status NOT IN ('QUEUED', 'RUNNING')"
                + " OR r.heartbeat_at < clock_timestamp() - ? * interval '1 millisecond') ORDER BY s.id";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, lostAfter.toMillis());
            return read(query);
        }
    }

    /** Empty when its end is recorded. */
    public List<UnrecordedStep> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(select + "s.id = ?")) {
            query.setLong(1, id);
            return read(query);
        }
    }

    private static List<UnrecordedStep> read(PreparedStatement query) throws SQLException {
        List<UnrecordedStep> steps = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                steps.add(new UnrecordedStep(
                        new JournalRow(row.getLong("id"), row.getString("xmin")),
                        row.getLong("run_id"),
                        row.getString("migration_key"),
                        MigrationHistory.label(
                                row.getBoolean("repeatable"), row.getString("version"), row.getString("description")),
                        row.getString("script"),
                        row.getInt("step_index"),
                        row.getString("statements"),
                        HistoryJson.error(row.getString("error")),
                        row.getInt("session")));
            }
        }
        return steps;
    }

    /** Records it as applied, and how that is known. One transaction on a connection with autocommit. */
    public void applied(Connection connection, UnrecordedStep step, String how) throws SQLException {
        String sql = "UPDATE " + schema.table(HistorySchema.STEP) + " SET status = 'APPLIED', error = NULL,"
                + " finished_at = clock_timestamp(), results = results || to_jsonb(?::text), receipt = "
                + ReceiptFunction.callAfterwards(schema.quoted(), "id", "receipt")
                + " WHERE id = ? AND status = 'STARTED'"
                + (step.isOfUndo() ? "; " + Undoing.afterLastStep(schema) : "");
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, how);
            update.setLong(2, step.journal().id());
            if (step.isOfUndo()) {
                Undoing.set(update, 3, step.runId(), step.migrationKey());
                update.setLong(6, step.journal().id());
            }
            update.executeUpdate();
        }
    }

    /** Records it as not applied. */
    public void failed(Connection connection, UnrecordedStep step, StepError error) throws SQLException {
        write(connection, step, "status = 'FAILED', finished_at = clock_timestamp(), error = ?::jsonb", error);
    }

    /** Tells what broke; the outcome stays open. Only for a step whose journal row is no evidence: this makes it younger. */
    public void broken(Connection connection, UnrecordedStep step, StepError error) throws SQLException {
        write(connection, step, "error = ?::jsonb", error);
    }

    private void write(Connection connection, UnrecordedStep step, String set, StepError error) throws SQLException {
        String sql =
                "UPDATE " + schema.table(HistorySchema.STEP) + " SET " + set + " WHERE id = ? AND status = 'STARTED'";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, HistoryJson.error(error));
            update.setLong(2, step.journal().id());
            update.executeUpdate();
        }
    }

    /** An invalid index and the migration that left it behind. */
    public record LeftIndex(String migrationKey, String label, int statement, String index) {}

    /** By every failed try there ever was; whether they are there now is the catalog's to say. */
    public List<LeftIndex> leftBehind(Connection connection) throws SQLException {
        if (!schema.exists(connection)) {
            return List.of();
        }
        String sql = "SELECT DISTINCT migration_key, repeatable, version, description, first_statement,"
                + " error ->> 'leftBehind' AS index FROM " + schema.table(HistorySchema.STEP)
                + " WHERE error ->> 'leftBehind' IS NOT NULL";
        List<LeftIndex> left = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                left.add(new LeftIndex(
                        row.getString("migration_key"),
                        MigrationHistory.label(
                                row.getBoolean("repeatable"), row.getString("version"), row.getString("description")),
                        row.getInt("first_statement"),
                        row.getString("index")));
            }
        }
        return left;
    }
}
