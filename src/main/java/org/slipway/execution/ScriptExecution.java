package org.slipway.execution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.postgresql.PGConnection;
import org.slipway.catalog.SharedSession;
import org.slipway.history.PlannedStep;
import org.slipway.migration.Checksum;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/**
 * Sends the statements of one step, one at a time; only runs of {@code INSERT}, {@code UPDATE} and {@code DELETE} go in
 * batches. Keeps no more in memory than one batch, however long the script is.
 */
final class ScriptExecution {
    private static final int BATCH_STATEMENTS = 500;
    private static final int BATCH_CHARACTERS = 1 << 20;
    private static final int FETCHED_ROWS = 1000;

    /** What was validated, and is recorded, is what runs. */
    static final String EDITED = "the file was edited after the run had begun";

    private final Connection connection;
    private final PGConnection pgConnection;
    private final StepTask task;
    private final StepNotes notes;
    private final StepSession.Alone session;
    private final List<SqlStatement> batch = new ArrayList<>();
    private final LockTimes locks = new LockTimes();
    private int batchCharacters;
    private final StepSoFar soFar;
    private boolean prepared;

    ScriptExecution(Connection connection, StepTask task, StepNotes notes) throws SQLException {
        this(connection, task, notes, StepSession.Alone.OWN);
    }

    ScriptExecution(Connection connection, StepTask task, StepNotes notes, StepSession.Alone session)
            throws SQLException {
        this.session = session;
        this.connection = connection;
        this.pgConnection = connection.unwrap(PGConnection.class);
        this.task = task;
        this.soFar = task.control().soFar();
        this.notes = notes;
    }

    void run() throws SQLException, IOException, SqlSyntaxException, StatementFailedException {
        PlannedStep step = task.step();
        Checksum read = new Checksum();
        task.control().working(pgConnection);
        try (Statement statement = connection.createStatement();
                SqlScript script = new SqlScript(task.migration().content().open(read))) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCHED_ROWS);
            SqlStatement next = script.next();
            for (; next != null && next.number() <= step.lastStatement(); next = script.next()) {
                prepared |= next.leadingWords().startsWith("PREPARE ");
                if (next.number() >= step.firstStatement()) {
                    send(statement, script, next);
                } else if (SessionStatement.outlivesItsStep(next)) {
                    sendAgain(statement, next);
                }
            }
            flush(statement);
            if (next == null && read.value() != task.migration().checksum()) {
                throw new IOException(EDITED);
            }
            if (prepared && !task.control().isPooled()) {
                // no commit and no rollback ends a prepared statement; the driver learns that its own are gone, too
                statement.execute("DEALLOCATE ALL");
            }
        } finally {
            task.control().idle();
        }
    }

    /** Outside a transaction. The caller says when the session works. */
    void runAlone(List<SqlStatement> settings, SqlStatement alone) throws SQLException, StatementFailedException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SqlStatement setting : settings) {
                sendAgain(statement, setting);
            }
            execute(statement, null, alone);
        }
    }

    /** Since when the step holds its locks. */
    LockTimes locks() {
        return locks;
    }

    private void send(Statement statement, SqlScript script, SqlStatement next)
            throws SQLException, IOException, StatementFailedException {
        notes.sent(next);
        if (isBatched(next)) {
            batch.add(next);
            batchCharacters += next.text().length();
            if (batch.size() == BATCH_STATEMENTS || batchCharacters > BATCH_CHARACTERS) {
                flush(statement);
            }
            return;
        }
        flush(statement);
        if (next.isEmpty()) {
            return;
        }
        if (task.attempt().tolerant()) {
            sendTolerantly(statement, script, next);
        } else {
            execute(statement, script, next);
        }
    }

    /** What an earlier step of this script did to its session; that it was done has been told there. */
    private void sendAgain(Statement statement, SqlStatement setting) throws StatementFailedException {
        if (session.lent()) {
            throw new StatementFailedException(setting, false, SharedSession.wouldStay());
        }
        if (ClientSetting.of(setting) == ClientSetting.ENCODING) {
            return;
        }
        try {
            drain(statement, statement.execute(setting.text()));
            statement.clearWarnings();
        } catch (SQLException e) {
            throw new StatementFailedException(setting, false, e);
        }
    }

    private boolean isBatched(SqlStatement statement) {
        String words = statement.leadingWords();
        boolean suspected = task.attempt().unbatchedFrom() > 0
                && statement.number() >= task.attempt().unbatchedFrom()
                && statement.number() < task.attempt().unbatchedFrom() + BATCH_STATEMENTS;
        return !task.attempt().tolerant()
                && !suspected
                && (words.startsWith("INSERT") || words.startsWith("UPDATE") || words.startsWith("DELETE"));
    }

    private void flush(Statement statement) throws StatementFailedException {
        if (batch.size() == 1) {
            execute(statement, null, batch.get(0));
        } else if (batch.size() > 1) {
            executeBatch(statement);
        }
        batch.clear();
        batchCharacters = 0;
    }

    private void executeBatch(Statement statement) throws StatementFailedException {
        locks.sending();
        try {
            for (SqlStatement each : batch) {
                statement.addBatch(each.text());
            }
            listen(statement, batch.get(0));
            int[] rows = statement.executeBatch();
            collectWarnings(statement, batch.get(0));
            Arrays.stream(rows).forEach(count -> soFar.statementDone(Math.max(0, count)));
        } catch (SQLException e) {
            SQLException cause = e.getNextException() == null ? e : e.getNextException();
            throw new StatementFailedException(batch.get(0), true, cause);
        }
    }

    private void sendTolerantly(Statement statement, SqlScript script, SqlStatement next)
            throws SQLException, StatementFailedException {
        statement.execute("SAVEPOINT slipway");
        try {
            execute(statement, script, next);
        } catch (StatementFailedException e) {
            if (!SqlStates.alreadyExists(e.sqlException().getSQLState())) {
                throw e;
            }
            statement.execute("ROLLBACK TO SAVEPOINT slipway");
            notes.passedOver(next, e.sqlException());
        }
        statement.execute("RELEASE SAVEPOINT slipway");
    }

    private void execute(Statement statement, SqlScript script, SqlStatement next) throws StatementFailedException {
        switch (ClientSetting.of(next)) {
            case ENCODING -> notes.notSent(next, ClientSetting.ENCODING.sentence());
            case DATE_STYLE ->
                throw new StatementFailedException(
                        next,
                        false,
                        new SQLException(ClientSetting.DATE_STYLE.sentence(), SqlStates.FEATURE_NOT_SUPPORTED));
            case NONE -> executeAsItIs(statement, script, next);
        }
    }

    private void executeAsItIs(Statement statement, SqlScript script, SqlStatement next)
            throws StatementFailedException {
        try {
            locks.sending();
            listen(statement, next);
            long rows = next.copyFromStdin()
                    ? pgConnection.getCopyAPI().copyIn(next.text(), script.copyData())
                    : drain(statement, executed(statement, session.guard().apply(next.text())));
            collectWarnings(statement, next);
            soFar.statementDone(rows);
        } catch (SQLException e) {
            collectWarningsQuietly(statement, next);
            throw new StatementFailedException(next, false, e, session.before());
        } catch (IOException e) {
            throw new StatementFailedException(next, false, new SQLException(e.getMessage(), e));
        }
    }

    private boolean executed(Statement statement, String sql) throws SQLException {
        return task.step().transactional() ? locks.execute(statement, sql) : statement.execute(sql);
    }

    /**
     * Rows are fetched to the end, because a query's functions may do the work.
     *
     * @return how many were written or given
     */
    private static long drain(Statement statement, boolean isResultSet) throws SQLException {
        boolean isRows = isResultSet;
        long rows = 0;
        while (isRows || statement.getUpdateCount() != -1) {
            if (isRows) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows++;
                    }
                }
            } else {
                rows += statement.getLargeUpdateCount();
            }
            isRows = statement.getMoreResults();
        }
        return rows;
    }

    /** To what the server sends while the statement runs: a look from another thread, which the driver allows. */
    private void listen(Statement statement, SqlStatement to) {
        soFar.listen(() -> {
            try {
                return last(statement, to);
            } catch (SQLException e) {
                // closed in this moment: there is nothing to be heard any more
                return List.of();
            }
        });
    }

    private List<String> last(Statement statement, SqlStatement from) throws SQLException {
        Deque<SQLWarning> last = new ArrayDeque<>();
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            last.addLast(warning);
            if (last.size() > StepSoFar.KEPT_NOTICES) {
                last.removeFirst();
            }
        }
        return last.stream()
                .filter(StepNotes::isWorthTelling)
                .map(warning -> notes.sentence(from, warning))
                .toList();
    }

    private void collectWarnings(Statement statement, SqlStatement from) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            notes.warned(from, warning);
        }
        soFar.heard(last(statement, from));
        statement.clearWarnings();
    }

    private void collectWarningsQuietly(Statement statement, SqlStatement from) {
        try {
            collectWarnings(statement, from);
        } catch (SQLException e) {
            // the statement's own error is the one that is told
        }
    }
}
