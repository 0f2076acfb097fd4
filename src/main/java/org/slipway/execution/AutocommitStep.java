package org.slipway.execution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slipway.catalog.Finding;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.catalog.StatementAim;
import org.slipway.catalog.StatementAim.IndexMade;
import org.slipway.catalog.StatementOutcome;
import org.slipway.history.JournalRow;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.history.StepStore;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/**
 * Runs a statement that PostgreSQL refuses in a transaction block: alone, with autocommit, journalled before and after.
 *
 * <p>The journal has the statement's text before it is sent. If console, connection or database dies in between, that is
 * enough to find out from the catalog what became of it.
 */
final class AutocommitStep {
    private final DataSource dataSource;
    private final StepSession session;
    private final StepStore steps;
    private final StepJournal journal;
    private final boolean toleratesExisting;

    AutocommitStep(
            DataSource dataSource,
            StepSession session,
            StepStore steps,
            StepJournal journal,
            boolean toleratesExisting) {
        this.dataSource = dataSource;
        this.session = session;
        this.steps = steps;
        this.journal = journal;
        this.toleratesExisting = toleratesExisting;
    }

    StepOutcome apply(StepTask task) {
        try (Connection connection = dataSource.getConnection()) {
            SqlStatement statement = read(task);
            if (!session.beginAutocommit(connection, task)) {
                return new StepOutcome.ClaimLost();
            }
            task.control().working(connection.unwrap(PGConnection.class));
            try {
                return apply(connection, task, statement);
            } finally {
                task.control().idle();
            }
        } catch (SQLException e) {
            return failed(StepErrors.of(task, e, true), null);
        } catch (SqlSyntaxException e) {
            return failed(StepErrors.of(task, e), null);
        } catch (IOException e) {
            return failed(StepErrors.unreadable(task, e.getMessage()), null);
        }
    }

    private static SqlStatement read(StepTask task) throws IOException, SqlSyntaxException {
        int number = task.step().firstStatement();
        try (SqlScript script = new SqlScript(task.migration().content().open())) {
            SqlStatement next = script.next();
            while (next != null && next.number() < number) {
                next = script.next();
            }
            if (next == null) {
                throw new IOException("it has no statement " + number + " any more");
            }
            return next;
        }
    }

    private StepOutcome apply(Connection connection, StepTask task, SqlStatement statement) throws SQLException {
        StepNotes notes = new StepNotes(task.step());
        StatementAim aim = StatementAim.of(statement.text());
        LeftIndexes left = new LeftIndexes(journal, connection, task);
        if (task.control().rebuildsInvalidIndexes() && aim instanceof IndexMade made) {
            left.drop(made, notes);
        }
        notes.sent(statement);
        JournalRow row = steps.started(connection, StepRecords.of(task, notes));
        try {
            StepError error = run(connection, task, notes, statement);
            Finding finding = look(connection, row, aim, error);
            if (finding != null && finding.outcome() == Outcome.UNFINISHED) {
                error = left.named(error == null ? StepErrors.passedOverInvalid(task, statement) : error, finding);
            } else if (error != null && toleratesExisting && SqlStates.alreadyExists(error.sqlState())) {
                notes.passedOver(statement, error);
                error = null;
            } else if (error != null && finding != null) {
                error = error.found(finding.outcome() == Outcome.NOT_APPLIED, error.advice(), null);
            }
            return end(connection, task, notes, row, error);
        } catch (SQLException e) {
            return failed(StepErrors.of(task, e, false), row);
        }
    }

    /** Null when PostgreSQL says that it is done. */
    private static StepError run(Connection connection, StepTask task, StepNotes notes, SqlStatement statement)
            throws SQLException {
        try {
            new ScriptExecution(connection, task, notes).runAlone(statement);
            return null;
        } catch (StatementFailedException e) {
            return StepErrors.of(task, e, false);
        }
    }

    /** Null where there is nothing to be found out, or nobody to ask. {@code IF NOT EXISTS} passes over invalid indexes. */
    private static Finding look(Connection connection, JournalRow row, StatementAim aim, StepError error)
            throws SQLException {
        boolean lost = error != null && SqlStates.connectionLost(String.valueOf(error.sqlState()));
        return lost || error == null && !(aim instanceof IndexMade)
                ? null
                : new StatementOutcome(connection, row.begunIn()).of(aim);
    }

    private StepOutcome end(Connection connection, StepTask task, StepNotes notes, JournalRow row, StepError error)
            throws SQLException {
        if (error != null) {
            endAfterFailure(connection);
            return failed(error, row);
        }
        StepSession.end(connection);
        steps.ended(connection, row.id(), StepRecords.of(task, notes), null);
        return new StepOutcome.Applied();
    }

    private static void endAfterFailure(Connection connection) {
        try {
            StepSession.end(connection);
        } catch (SQLException e) {
            // the connection is gone, its session with it, and the statement's own error is the one that is told
        }
    }

    private static StepOutcome.Failed failed(StepError error, JournalRow row) {
        return new StepOutcome.Failed(error, 0, error.line(), false, row == null ? 0 : row.id());
    }
}
