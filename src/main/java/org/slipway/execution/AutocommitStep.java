package org.slipway.execution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slipway.catalog.Finding;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.catalog.SharedSession;
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
            List<SqlStatement> settings = new ArrayList<>();
            SqlStatement statement = read(task, settings);
            StepSession.Alone alone = session.beginAutocommit(connection, task);
            if (alone == null) {
                return new StepOutcome.ClaimLost();
            }
            task.control().working(connection.unwrap(PGConnection.class));
            try {
                Sending sending =
                        notes -> new ScriptExecution(connection, task, notes, alone).runAlone(settings, statement);
                return apply(connection, task, statement, sending, alone);
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

    private boolean toleratesExisting(StepTask task) {
        return toleratesExisting && task.control().options().undo() == null;
    }

    private interface Sending {
        void run(StepNotes notes) throws SQLException, StatementFailedException;
    }

    /** @param settings gets what the script has done to its session before */
    private static SqlStatement read(StepTask task, List<SqlStatement> settings)
            throws IOException, SqlSyntaxException {
        int number = task.step().firstStatement();
        try (SqlScript script = new SqlScript(task.migration().content().open())) {
            SqlStatement next = script.next();
            while (next != null && next.number() < number) {
                if (SessionStatement.outlivesItsStep(next)) {
                    settings.add(next);
                }
                next = script.next();
            }
            if (next == null) {
                throw new IOException("it has no statement " + number + " any more");
            }
            return next;
        }
    }

    private StepOutcome apply(
            Connection connection, StepTask task, SqlStatement statement, Sending sending, StepSession.Alone alone)
            throws SQLException {
        StepNotes notes = new StepNotes(task.step());
        StatementAim aim = StatementAim.of(statement.text());
        LeftIndexes left = new LeftIndexes(journal, connection, task);
        if (task.control().options().rebuildInvalidIndexes() && aim instanceof IndexMade made) {
            left.drop(made, notes);
        }
        notes.sent(statement);
        JournalRow row = steps.started(connection, StepRecords.of(task, notes));
        try {
            StepError error = run(task, notes, sending);
            if (error != null && SharedSession.CLAIM_LOST.equals(error.sqlState())) {
                endAfterFailure(connection, alone);
                return new StepOutcome.ClaimLost();
            }
            Finding finding = look(connection, row, aim, error);
            if (finding != null && finding.outcome() == Outcome.UNFINISHED) {
                error = left.named(error == null ? StepErrors.passedOverInvalid(task, statement) : error, finding);
            } else if (error != null && toleratesExisting(task) && SqlStates.alreadyExists(error.sqlState())) {
                notes.passedOver(statement, error);
                error = null;
            } else if (error != null && finding != null) {
                error = error.found(finding.outcome() == Outcome.NOT_APPLIED, error.advice(), null);
            }
            if (error != null) {
                endAfterFailure(connection, alone);
                return failed(error, row);
            }
            // before the journal: the script may have become a role that may not write it
            StepSession.end(connection, alone);
            boolean recorded = steps.ended(connection, row.id(), StepRecords.of(task, notes), null);
            return recorded ? new StepOutcome.Applied() : new StepOutcome.ClaimLost();
        } catch (SQLException e) {
            return failed(StepErrors.of(task, e, false), row);
        }
    }

    /** Null when PostgreSQL says that it is done. */
    private static StepError run(StepTask task, StepNotes notes, Sending sending) throws SQLException {
        try {
            sending.run(notes);
            return null;
        } catch (StatementFailedException e) {
            return StepErrors.of(
                    task, e, SharedSession.UNFIT.equals(e.sqlException().getSQLState()));
        }
    }

    /** Null where there is nothing to be found out, or nobody to ask. {@code IF NOT EXISTS} passes over invalid indexes. */
    private static Finding look(Connection connection, JournalRow row, StatementAim aim, StepError error)
            throws SQLException {
        boolean lost = error != null && SqlStates.connectionLost(error.sqlState());
        return lost || error == null && !(aim instanceof IndexMade)
                ? null
                : new StatementOutcome(connection, row.begunIn()).of(aim);
    }

    private static void endAfterFailure(Connection connection, StepSession.Alone alone) {
        try {
            StepSession.end(connection, alone);
        } catch (SQLException e) {
            // the connection is gone, its session with it, and the statement's own error is the one that is told
        }
    }

    private static StepOutcome.Failed failed(StepError error, JournalRow row) {
        return new StepOutcome.Failed(error, 0, error.line(), false, row == null ? 0 : row.id());
    }
}
