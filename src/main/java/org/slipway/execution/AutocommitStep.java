package org.slipway.execution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slipway.history.StepError;
import org.slipway.history.StepStore;
import org.slipway.sql.SqlSyntaxException;

/**
 * Runs a statement that PostgreSQL refuses in a transaction block: alone, with autocommit, journalled before and after.
 *
 * <p>If the console dies in between, the journal tells that the statement was begun and that its end is not known.
 */
final class AutocommitStep {
    private final DataSource dataSource;
    private final StepSession session;
    private final StepStore steps;

    AutocommitStep(DataSource dataSource, StepSession session, StepStore steps) {
        this.dataSource = dataSource;
        this.session = session;
        this.steps = steps;
    }

    StepOutcome apply(StepTask task) {
        StepNotes notes = new StepNotes(task.step());
        long journal = 0;
        try (Connection connection = dataSource.getConnection()) {
            if (!session.beginAutocommit(connection, task)) {
                return new StepOutcome.ClaimLost();
            }
            try {
                journal = steps.started(connection, StepRecords.of(task, notes));
                StepError error = run(connection, task, notes);
                if (error != null) {
                    endAfterFailure(connection);
                    return new StepOutcome.Failed(error, 0, error.line(), false, journal);
                }
                StepSession.end(connection);
                steps.ended(connection, journal, StepRecords.of(task, notes), null);
                return new StepOutcome.Applied();
            } catch (SQLException e) {
                return new StepOutcome.Failed(StepErrors.of(task, e, journal == 0), 0, 0, false, journal);
            }
        } catch (SQLException e) {
            return new StepOutcome.Failed(StepErrors.of(task, e, journal == 0), 0, 0, false, journal);
        }
    }

    private static void endAfterFailure(Connection connection) {
        try {
            StepSession.end(connection);
        } catch (SQLException e) {
            // the connection is gone, its session with it, and the statement's own error is the one that is told
        }
    }

    /** Null when all went well, or when the object is there already and that is only worth a warning. */
    private static StepError run(Connection connection, StepTask task, StepNotes notes) throws SQLException {
        try {
            new ScriptExecution(connection, task, notes).run();
            return null;
        } catch (StatementFailedException e) {
            String state = String.valueOf(e.sqlException().getSQLState());
            List<String> invalid = SqlStates.connectionLost(state) ? List.of() : invalidIndexes(connection);
            if (SqlStates.alreadyExists(state)
                    && task.attempt().tolerant()
                    && invalid.stream().noneMatch(e.getMessage()::contains)) {
                notes.passedOver(e.statement(), e.sqlException());
                return null;
            }
            return withInvalidIndexes(StepErrors.of(task, e, false), invalid);
        } catch (SqlSyntaxException e) {
            return StepErrors.of(task, e);
        } catch (IOException e) {
            return StepErrors.unreadable(task, e.getMessage());
        }
    }

    /** A failed {@code CREATE INDEX CONCURRENTLY} leaves one behind, which costs every write and serves no read. */
    private static List<String> invalidIndexes(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                + " WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 1 LIMIT 100")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static StepError withInvalidIndexes(StepError error, List<String> invalid) {
        if (invalid.isEmpty()) {
            return error;
        }
        return new StepError(
                error.sqlState(),
                error.message(),
                error.detail(),
                error.hint(),
                error.script(),
                error.line(),
                error.column(),
                error.statement(),
                error.mark(),
                error.rolledBack(),
                "The database has invalid indexes: " + String.join(", ", invalid)
                        + ". Drop those that this migration left behind (DROP INDEX CONCURRENTLY), then run again. "
                        + error.advice());
    }
}
