package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slipway.execution.RunOptions.Undecided;
import org.slipway.history.Claim;
import org.slipway.history.HistorySchema;
import org.slipway.history.RunStore;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.status.FoundStep;

/**
 * Records what became of autocommit steps whose end earlier runs could not record, before a new run goes on behind them.
 *
 * <p>From its claim on only the new run writes, so what is found stays true. If this is cut short as well, the next run finds
 * the rest.
 */
final class Settlement {
    private final HistorySchema schema;
    private final Duration lostAfter;
    private final StepJournal journal;
    private final RunStore runs;

    Settlement(HistorySchema schema, Duration lostAfter) {
        this.schema = schema;
        this.lostAfter = lostAfter;
        this.journal = new StepJournal(schema);
        this.runs = new RunStore(schema);
    }

    /** @param caller whose word counts where nobody else knows */
    void settle(Connection connection, Claim claim, RunOptions options, String caller) throws SQLException {
        for (FoundStep found : FoundStep.look(connection, schema, lostAfter)) {
            String sentence = settle(connection, found, options.undecided(), caller);
            if (sentence != null) {
                runs.notice(connection, claim, sentence);
            }
        }
    }

    /** Null when it stays open. */
    private String settle(Connection connection, FoundStep found, Undecided undecided, String caller)
            throws SQLException {
        switch (found.finding().outcome()) {
            case APPLIED -> journal.applied(connection, found.step(), found.sentence());
            case NOT_APPLIED -> journal.failed(connection, found.step(), error(found, true, found.advice()));
            case REPEATABLE, UNFINISHED ->
                journal.failed(connection, found.step(), error(found, false, found.advice()));
            case RUNNING -> {
                return null;
            }
            case UNKNOWABLE -> {
                return undecided == Undecided.REFUSE ? null : decided(connection, found, undecided, caller);
            }
        }
        return found.sentence();
    }

    private String decided(Connection connection, FoundStep found, Undecided undecided, String caller)
            throws SQLException {
        boolean again = undecided == Undecided.RUN_AGAIN;
        String decision = caller + " decided that it " + (again ? "runs again." : "counts as applied.");
        String sentence = found.sentence() + " " + decision;
        if (again) {
            journal.failed(connection, found.step(), error(found, false, decision));
        } else {
            journal.applied(connection, found.step(), sentence);
        }
        return sentence;
    }

    /** With what broke the connection, where somebody was left to tell it. */
    private static StepError error(FoundStep found, boolean nothingRemains, String advice) {
        StepError broken = found.step().error();
        return new StepError(
                broken == null ? null : broken.sqlState(),
                StepError.withoutStop(found.sentence()),
                broken == null ? null : broken.message(),
                null,
                found.step().script(),
                broken == null ? 0 : broken.line(),
                broken == null ? 0 : broken.column(),
                found.step().statement(),
                -1,
                nothingRemains,
                advice,
                found.finding().leftBehind());
    }
}
