package org.slipway.history;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.migration.UndoKey;
import org.slipway.security.Roles;

/**
 * Reads runs from the database, whichever node works on them.
 *
 * <p>A run whose node has been silent for too long is told as {@code INTERRUPTED}, though only the next run writes it down.
 * All methods throw {@link DatabaseUnavailableException}.
 */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunReader {
    /** Without the plan, which is as long as the run and is shown with its steps only. */
    private static final String RUN_COLUMNS =
            "r.id, r.status, r.requested_by, r.requested_at, r.started_at, r.finished_at,"
                    + " r.heartbeat_at, r.node, r.target, r.out_of_order, r.cancel_requested_by, r.progress, r.notices";

    /** Without the statements' text and hashes, and with definitions only of one migration: a followed page reads them every second. */
    private static final String STEP_COLUMNS = "migration_key, repeatable, version, description, script, step_index,"
            + " first_statement, last_statement, transactional, status, started_at, finished_at, attempts, results,"
            + " warnings, %s AS receipt, error";

    private DataSource dataSource;
    private ExecutionSettings settings;

    /** For the container. */
    public RunReader() {}

    @Inject
    public RunReader(ExecutionSettings settings) {
        this.settings = settings;
    }

    public RunReader(DataSource dataSource, ExecutionSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Resource(name = "jdbc/slipway")
    void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Optional<Run> find(long id) {
        return read(connection -> {
            List<Run> found = runs(connection, "WHERE r.id = ?", query -> query.setLong(1, id), true);
            return found.stream().findFirst().map(run -> run);
        });
    }

    /**
     * Newest first, without steps.
     *
     * @param before only runs older than this one; null for the newest
     */
    public List<Run> list(int limit, Long before) {
        return read(connection -> runs(
                connection,
                "WHERE r.id < ? ORDER BY r.id DESC LIMIT ?",
                query -> {
                    query.setLong(1, before == null ? Long.MAX_VALUE : before);
                    query.setInt(2, limit);
                },
                false));
    }

    /** The run that is active now, with its steps. */
    public Optional<Run> active() {
        return read(
                connection -> runs(connection, "WHERE r.status IN ('QUEUED', 'RUNNING')", query -> {}, true).stream()
                        .filter(run -> run.status().isActive())
                        .findFirst());
    }

    /** The newest 50 runs that worked on this migration or took it back, newest first, with only those steps. */
    public List<Run> ofMigration(String migrationKey) {
        return read(connection -> {
            String where = "WHERE r.id IN (SELECT s.run_id FROM " + schema().table("step")
                    + " s WHERE s.migration_key IN (?, ?)) ORDER BY r.id DESC LIMIT 50";
            List<Run> runs = new ArrayList<>();
            for (Run run : runs(connection, where, query -> ofMigration(query, 1, migrationKey), false)) {
                runs.add(RunRows.withSteps(
                        run,
                        steps(connection, run.id(), migrationKey, run.status().isActive())));
            }
            return runs;
        });
    }

    private List<Run> runs(Connection connection, String where, Parameters parameters, boolean withSteps)
            throws SQLException {
        HistorySchema.Shape shape = schema().shape(connection);
        if (shape == HistorySchema.Shape.NONE) {
            return List.of();
        }
        String sql = "SELECT " + shape.runKind() + " AS kind, " + RUN_COLUMNS + ", CASE WHEN " + withSteps
                + " THEN r.plan END AS plan, r.heartbeat_at < clock_timestamp() - "
                + settings.lostAfter().toMillis() + " * interval '1 millisecond' AS lost FROM " + schema().table("run")
                + " r " + where;
        List<Run> runs = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            parameters.set(query);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    runs.add(RunRows.run(row, withSteps ? planned(connection, row) : List.of()));
                }
            }
        }
        return runs;
    }

    private List<RunStep> planned(Connection connection, ResultSet run) throws SQLException {
        boolean active = RunRows.status(run).isActive();
        return RunRows.merge(
                HistoryJson.plan(run.getString("plan")),
                steps(connection, run.getLong("id"), null, active),
                HistoryJson.progress(run.getString("progress")),
                active);
    }

    private List<RunStep> steps(Connection connection, long runId, String migrationKey, boolean active)
            throws SQLException {
        String sql = "SELECT " + STEP_COLUMNS.formatted(migrationKey == null ? "receipt - 'definitions'" : "receipt")
                + " FROM " + schema().table("step") + " WHERE run_id = ?"
                + (migrationKey == null ? "" : " AND migration_key IN (?, ?)") + " ORDER BY id";
        List<RunStep> steps = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, runId);
            if (migrationKey != null) {
                ofMigration(query, 2, migrationKey);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    steps.add(RunRows.step(row, active));
                }
            }
        }
        return steps;
    }

    private static void ofMigration(PreparedStatement query, int first, String migrationKey) throws SQLException {
        query.setString(first, migrationKey);
        query.setString(first + 1, UndoKey.of(migrationKey));
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The runs can't be read: " + e.getMessage(), e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Parameters {
        void set(PreparedStatement query) throws SQLException;
    }
}
