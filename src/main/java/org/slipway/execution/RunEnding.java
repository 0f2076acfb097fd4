package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepError;
import org.slipway.history.StepRecord;
import org.slipway.history.StepStore;

/**
 * Writes down how a run ended, and the failure that ended it.
 *
 * <p>A database that went away took the run with it, and it is where the reason belongs: writing is tried until it is back or
 * this server stops. The heartbeat goes on meanwhile, so nobody takes the run over before its reason is told.
 */
final class RunEnding {
    private static final Logger LOG = Logger.getLogger(RunEnding.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final RunControl control;
    private final RunStore runs;
    private final RunRecorder recorder;
    private final StepStore steps;
    private final LostStatement lostStatement;

    RunEnding(
            DataSource dataSource,
            RunControl control,
            RunStore runs,
            RunRecorder recorder,
            StepStore steps,
            LostStatement lostStatement) {
        this.dataSource = dataSource;
        this.control = control;
        this.runs = runs;
        this.recorder = recorder;
        this.steps = steps;
        this.lostStatement = lostStatement;
    }

    /**
     * How it ended.
     *
     * @param notice null for none
     * @param task the last try of the step that failed; null when none did
     */
    record End(RunStatus status, String notice, StepTask task, StepOutcome.Failed failed) {
        static End of(RunStatus status, String notice) {
            return new End(status, notice, null, null);
        }
    }

    void write(End end) {
        End next = end;
        for (Duration pause = FIRST_PAUSE; next != null; pause = longer(pause)) {
            try (Connection connection = dataSource.getConnection()) {
                if (lostStatement.isAtWork(connection, next, control) && pause(pause)) {
                    continue;
                }
                next = writeFailure(connection, next);
                if (next != null) {
                    recorder.end(connection, control.claim(), next.status(), next.notice(), counts(end));
                    EngineCounters.NODE.runEnded(next.status());
                    if (end.failed() != null) {
                        EngineCounters.NODE.stepFailed();
                    }
                }
                return;
            } catch (SQLException e) {
                log(end, e);
                if (!mayComeBack(e) || !pause(pause)) {
                    return;
                }
            }
        }
    }

    /** Where and not what: an error's text may tell a row's data. */
    private String counts(End end) {
        String failed = "";
        if (end.failed() != null) {
            StepError error = end.failed().error();
            failed = " " + error.script() + (error.line() > 0 ? ", line " + error.line() : "") + " failed"
                    + (error.sqlState() == null ? "." : " (SQLSTATE " + error.sqlState() + ").");
        }
        return " Steps applied: " + control.stepsApplied() + "." + failed;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** A pool that gets no connection throws an exception of its own, without a state. */
    private static boolean mayComeBack(SQLException e) {
        return e.getSQLState() == null || SqlStates.connectionLost(e.getSQLState());
    }

    /** What is left to write: null when the run is not this node's any more. */
    private End writeFailure(Connection connection, End end) throws SQLException {
        if (end.failed() == null) {
            return end;
        }
        if (!runs.heartbeat(connection, control.claim(), control.progress()).alive()) {
            return null;
        }
        if (steps.isApplied(connection, control.claim(), end.task().step())) {
            return End.of(
                    RunStatus.INTERRUPTED,
                    "The connection to the database was lost while "
                            + end.task().step().label() + " was committed. It was committed; "
                            + end.task().next() + ".");
        }
        if (lostStatement.isLost(end)) {
            return lostStatement.found(connection, end);
        }
        try {
            recordFailure(connection, end);
        } catch (SQLException e) {
            if (mayComeBack(e)) {
                throw e;
            }
            log(end, e);
        }
        return End.of(end.status(), end.notice());
    }

    private void recordFailure(Connection connection, End end) throws SQLException {
        StepRecord record = StepRecords.of(end.task(), new StepNotes(end.task().step()));
        if (end.failed().journal() > 0) {
            steps.ended(connection, end.failed().journal(), record, end.failed().error());
        } else {
            steps.failed(connection, record, end.failed().error());
        }
    }

    private void log(End end, SQLException cause) {
        String failure = end.failed() == null
                ? ""
                : " Its error: " + end.failed().error().sentence();
        LOG.log(
                Level.WARNING,
                "the end of run " + control.claim().runId() + " (" + end.status() + ") could not be written." + failure,
                cause);
    }

    /** False when nobody may wait any longer; the run is then told as interrupted. */
    private boolean pause(Duration pause) {
        try {
            return !control.stopWishedWithin(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
