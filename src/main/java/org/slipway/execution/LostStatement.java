package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.execution.RunEnding.End;
import org.slipway.history.HistorySchema;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.history.UnrecordedStep;
import org.slipway.status.FoundStep;

/**
 * The statement outside a transaction whose connection broke under this console: what became of it is found out before the
 * run is ended.
 *
 * <p>The server notices within seconds that nobody waits for the answer any more. As long as its session works, the run is
 * not over.
 */
final class LostStatement {
    private final StepJournal journal;

    LostStatement(HistorySchema schema) {
        this.journal = new StepJournal(schema);
    }

    boolean isLost(End end) {
        return end.failed() != null
                && end.failed().journal() > 0
                && SqlStates.connectionLost(end.failed().sqlState());
    }

    boolean isAtWork(Connection connection, End end, RunControl control) throws SQLException {
        if (end == null || !isLost(end)) {
            return false;
        }
        for (UnrecordedStep step : journal.find(connection, end.failed().journal())) {
            if (step.session() > 0) {
                control.begin(
                        end.task().step(),
                        end.task().attempt().number(),
                        end.task().step().label() + " lost its connection; its session (pid " + step.session()
                                + ") is still at work");
                return true;
            }
        }
        return false;
    }

    /** Writes down what was found. */
    End found(Connection connection, End end) throws SQLException {
        List<UnrecordedStep> open = journal.find(connection, end.failed().journal());
        if (open.isEmpty()) {
            return End.of(end.status(), end.notice());
        }
        UnrecordedStep step = open.get(0);
        FoundStep found = FoundStep.look(connection, step);
        StepError error = end.failed().error();
        switch (found.finding().outcome()) {
            case APPLIED -> {
                journal.applied(connection, step, found.sentence());
                return End.of(
                        end.status() == RunStatus.FAILED ? RunStatus.INTERRUPTED : end.status(),
                        "The connection to the database was lost. " + found.sentence() + " "
                                + StepErrors.begun(end.task().next()) + ".");
            }
            case NOT_APPLIED, REPEATABLE, UNFINISHED -> journal.failed(connection, step, explained(error, found));
            case UNKNOWABLE -> journal.broken(connection, step, explained(error, found));
            case RUNNING -> {
                return End.of(end.status(), found.sentence() + " " + found.advice());
            }
        }
        return End.of(end.status(), end.notice());
    }

    private static StepError explained(StepError error, FoundStep found) {
        return error.found(
                found.finding().outcome() == Outcome.NOT_APPLIED,
                found.sentence() + " " + found.advice(),
                found.finding().leftBehind());
    }
}
