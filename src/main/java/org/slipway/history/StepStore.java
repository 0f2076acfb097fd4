package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.slipway.catalog.ReceiptFunction;
import org.slipway.catalog.SharedSession;
import org.slipway.migration.UndoKey;

/** Writes the table {@code step}, each method with one round trip and in the connection's transaction. */
public final class StepStore {
    private static final String COLUMNS = " (run_id, migration_key, repeatable, version, description, script, checksum,"
            + " step_index, first_statement, last_statement, completes, transactional, applied_by, started_at,"
            + " attempts, statement_hashes, statements, results, warnings, status, finished_at, receipt, error)";
    private static final String VALUES = " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb";

    private final String run;
    private final String step;
    private final String insertApplied;
    private final String undone;
    private final String undoneAfterwards;
    private final String missing;
    private final String receiptAfterwards;
    private final String appliedForGood;

    public StepStore(HistorySchema schema) {
        this.run = schema.table("run");
        this.step = schema.table("step");
        this.undone = Undoing.sql(schema) + "; ";
        this.undoneAfterwards = "; " + Undoing.afterLastStep(schema);
        this.missing = ReceiptFunction.missing(schema.quoted());
        this.receiptAfterwards = ReceiptFunction.callAfterwards(schema.quoted(), "id", "receipt");
        String id =
                "(SELECT nextval(pg_get_serial_sequence('" + step.replace("'", "''") + "', 'id')) AS id OFFSET 0) n";
        this.insertApplied =
                " INSERT INTO " + step + COLUMNS.replace("(", "(id, ") + " OVERRIDING SYSTEM VALUE SELECT n.id,"
                        + VALUES + ", 'APPLIED', clock_timestamp(), " + ReceiptFunction.call(schema.quoted(), "n.id")
                        + ", NULL FROM " + id + "; ";
        this.appliedForGood = "SELECT set_config('lock_timeout', '10s', true);"
                + " SELECT pg_terminate_backend(a.pid) FROM " + run
                + " r JOIN pg_stat_activity a ON a.backend_xid = r.xmax"
                + " JOIN pg_locks l ON l.pid = a.pid AND l.relation = r.tableoid AND l.mode = 'RowShareLock' WHERE r.id = ?;"
                + " SELECT FROM " + run + " WHERE id = ? FOR UPDATE;"
                + " SELECT FROM " + step
                + " WHERE run_id = ? AND migration_key = ? AND step_index = ? AND status IN ('APPLIED', 'UNDONE')";
    }

    /**
     * Ends a step: checks deferred constraints, so that their errors arrive with their details and not out of the commit;
     * undoes what the migration set in the session, so that nothing leaks into the pool; asks for the receipt and writes
     * the history row; the last step of a way back also writes that its migration is not applied any more. One round trip.
     *
     * @param session how a session was that a pooler lent, as {@link SharedSession#begin} gave it; null for one of our own
     */
    public void applied(Connection connection, StepRecord record, LocksHeld locks, String session) throws SQLException {
        boolean undoes = undoes(record);
        String write = insertApplied + (undoes ? undone : "");
        String sql = session == null
                ? "SET CONSTRAINTS ALL IMMEDIATE; SET SESSION AUTHORIZATION DEFAULT; RESET ROLE; RESET ALL; UNLISTEN *;"
                        + write
                        + "SELECT pg_advisory_unlock_all(); DISCARD TEMP"
                : "SET CONSTRAINTS ALL IMMEDIATE; " + SharedSession.BEFORE_RECORD + write + SharedSession.GIVE_BACK;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, record);
            insert.setString(20, locks.json());
            insert.setLong(21, locks.millisOfOthers());
            if (undoes) {
                Undoing.set(insert, 22, record.claim().runId(), record.step().migrationKey());
            }
            if (session != null) {
                insert.setString(undoes ? 25 : 22, session);
            }
            insert.execute();
        }
    }

    /** Whether its migration is not applied any more once this step is. */
    private static boolean undoes(StepRecord record) {
        return record.step().completes() && UndoKey.isOne(record.step().migrationKey());
    }

    /** Journals that an autocommit step is about to run, and what was missing before. */
    public JournalRow started(Connection connection, StepRecord record) throws SQLException {
        String sql = "INSERT INTO " + step + COLUMNS + " VALUES (" + VALUES + ", 'STARTED', NULL, " + missing
                + ", NULL) RETURNING id, xmin";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, record);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new JournalRow(row.getLong(1), row.getString(2));
            }
        }
    }

    /**
     * Journals how an autocommit step ended, as far as the run is still this node's: another that has taken it over finds out
     * about the step itself. One transaction on a connection with autocommit.
     *
     * @return false when the claim is lost
     */
    public boolean ended(Connection connection, long id, StepRecord record, StepError error) throws SQLException {
        boolean undoes = error == null && undoes(record);
        String sql = "UPDATE " + step + " SET status = ?, finished_at = clock_timestamp(), results = ?::jsonb,"
                + " warnings = ?::jsonb, error = ?::jsonb, statement_hashes = ?, statements = ?, attempts = ?, receipt = "
                + (error == null ? receiptAfterwards : "NULL")
                + " WHERE id = ? AND status = 'STARTED' AND EXISTS (SELECT FROM " + run
                + " WHERE id = ? AND fence = ? AND status = 'RUNNING' FOR KEY SHARE)"
                + (undoes ? undoneAfterwards : "");
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, error == null ? "APPLIED" : "FAILED");
            update.setString(2, HistoryJson.sentences(record.results()));
            update.setString(3, HistoryJson.sentences(record.warnings()));
            update.setString(4, HistoryJson.error(error));
            update.setBytes(5, record.statementHashes());
            update.setString(6, record.statements());
            update.setInt(7, record.attempts());
            update.setLong(8, id);
            update.setLong(9, record.claim().runId());
            update.setLong(10, record.claim().fence());
            if (undoes) {
                Undoing.set(update, 11, record.claim().runId(), record.step().migrationKey());
                update.setLong(14, id);
            }
            return update.executeUpdate() == 1;
        }
    }

    /** Records a try that failed and was rolled back. */
    public void failed(Connection connection, StepRecord record, StepError error) throws SQLException {
        String sql = "INSERT INTO " + step + COLUMNS + " VALUES (" + VALUES
                + ", 'FAILED', clock_timestamp(), NULL, ?::jsonb)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, record);
            insert.setString(20, HistoryJson.error(error));
            insert.executeUpdate();
        }
    }

    /**
     * Whether a step is applied whose commit was not answered, for good: its session may still be at it, or the request on its
     * way. So that session is ended, and its lock on the run's row waited for. One round trip on a connection with autocommit.
     */
    public boolean isApplied(Connection connection, Claim claim, PlannedStep planned) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(appliedForGood)) {
            query.setLong(1, claim.runId());
            query.setLong(2, claim.runId());
            query.setLong(3, claim.runId());
            query.setString(4, planned.migrationKey());
            query.setInt(5, planned.index());
            query.execute();
            for (int answers = 1; answers < 4; answers++) {
                query.getMoreResults();
            }
            try (ResultSet row = query.getResultSet()) {
                return row.next();
            }
        }
    }

    private static void set(PreparedStatement insert, StepRecord record) throws SQLException {
        PlannedStep planned = record.step();
        insert.setLong(1, record.claim().runId());
        insert.setString(2, planned.migrationKey());
        insert.setBoolean(3, record.repeatable());
        insert.setString(4, record.version());
        insert.setString(5, planned.description());
        insert.setString(6, planned.script());
        insert.setInt(7, record.checksum());
        insert.setInt(8, planned.index());
        insert.setInt(9, planned.firstStatement());
        insert.setInt(10, planned.lastStatement());
        insert.setBoolean(11, planned.completes());
        insert.setBoolean(12, planned.transactional());
        insert.setString(13, record.appliedBy());
        insert.setObject(14, record.startedAt().atOffset(ZoneOffset.UTC));
        insert.setInt(15, record.attempts());
        insert.setBytes(16, record.statementHashes());
        insert.setString(17, record.statements());
        insert.setString(18, HistoryJson.sentences(record.results()));
        insert.setString(19, HistoryJson.sentences(record.warnings()));
    }
}
