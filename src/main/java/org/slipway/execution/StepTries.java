package org.slipway.execution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.catalog.SessionActivity.Blocker;
import org.slipway.catalog.SessionActivity.LockWait;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;

/**
 * Tries one step until it is applied or another try can't help: again when other sessions were in the way, tolerantly when
 * something exists already, one by one when a batch failed. Between tries nothing is held.
 */
final class StepTries {
    private static final Logger LOG = Logger.getLogger(StepTries.class.getName());
    private static final EngineCounters COUNTERS = EngineCounters.NODE;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1500;

    private final DataSource dataSource;
    private final StepExecutor executor;
    private final ExecutionSettings settings;
    private final RunControl control;

    StepTries(DataSource dataSource, StepExecutor executor, ExecutionSettings settings, RunControl control) {
        this.dataSource = dataSource;
        this.executor = executor;
        this.settings = settings;
        this.control = control;
    }

    /** @param task the last try */
    record Tried(StepTask task, StepOutcome outcome) {}

    Tried of(PlannedStep step, Migration migration, String caller) {
        StepTask task = new StepTask(control, step, migration, caller, Attempt.first());
        StepOutcome unread = changedFile(migration, task);
        if (unread != null) {
            return new Tried(task, unread);
        }
        while (true) {
            control.begin(step, task.attempt().number(), activity(task));
            long begun = System.nanoTime();
            StepOutcome outcome = executor.apply(task);
            count(outcome, Duration.ofNanos(System.nanoTime() - begun));
            if (!(outcome instanceof StepOutcome.Failed failed) || control.stop() != null) {
                return new Tried(task, outcome);
            }
            Attempt next = next(task, failed);
            if (next == null) {
                return new Tried(task, outcome);
            }
            if (next.number() > task.attempt().number()) {
                COUNTERS.retried();
            }
            task = task.with(next);
        }
    }

    private static void count(StepOutcome outcome, Duration took) {
        if (outcome instanceof StepOutcome.Applied) {
            COUNTERS.stepApplied(took);
        } else if (outcome instanceof StepOutcome.Failed failed
                && SqlStates.LOCK_NOT_AVAILABLE.equals(failed.sqlState())) {
            COUNTERS.lockTimedOut(took);
        }
    }

    private static String activity(StepTask task) {
        PlannedStep step = task.step();
        int attempt = task.attempt().number();
        return "Running " + step.label() + (step.title() == null ? "" : ", step \"" + step.title() + "\"")
                + (attempt == 1 ? "" : ", try " + attempt);
    }

    /** What was validated is what runs: a file that was edited in the meantime stops the run before its step. */
    private static StepOutcome changedFile(Migration migration, StepTask task) {
        try {
            return migration.content().isUnchanged(migration.checksum())
                    ? null
                    : new StepOutcome.Failed(StepErrors.unreadable(task, ScriptExecution.EDITED), 0, 0, false, 0);
        } catch (IOException e) {
            return new StepOutcome.Failed(StepErrors.unreadable(task, e.getMessage()), 0, 0, false, 0);
        }
    }

    /** Null when another try can't help, or nobody wants one any more. */
    private Attempt next(StepTask task, StepOutcome.Failed failed) {
        Attempt attempt = task.attempt();
        if (toleratesExisting(task, failed)) {
            return attempt.tolerantly();
        }
        if (isWorthAnotherTry(task, failed)) {
            Attempt next = afterWaiting(task, failed);
            return pauseBefore(task, next, failed) ? next : null;
        }
        return failed.inBatch() && attempt.unbatchedFrom() != failed.statement()
                ? attempt.withoutBatch(failed.statement())
                : null;
    }

    /** Not on the way back, which nothing may be passed over of: what it makes anew has to be what was there before. */
    private boolean toleratesExisting(StepTask task, StepOutcome.Failed failed) {
        return settings.onExisting() == OnExisting.WARN
                && control.options().undo() == null
                && task.step().transactional()
                && !task.attempt().tolerant()
                && SqlStates.alreadyExists(failed.sqlState());
    }

    private boolean isWorthAnotherTry(StepTask task, StepOutcome.Failed failed) {
        return task.step().transactional()
                && SqlStates.passing(failed.sqlState())
                && !left(task).isNegative();
    }

    /** Of the budget. */
    private Duration left(StepTask task) {
        return settings.lockRetryBudget().minus(Duration.between(task.attempt().begun(), Instant.now()));
    }

    /**
     * Autovacuum gives way to whoever waits, but only after {@code deadlock_timeout}, which a short {@code lock_timeout} never
     * reaches. It is ended if the role may; else one try waits that long.
     */
    private Attempt afterWaiting(StepTask task, StepOutcome.Failed failed) {
        LockWait wait = control.seen().lockWait();
        Attempt attempt = task.attempt();
        if (!SqlStates.LOCK_NOT_AVAILABLE.equals(failed.sqlState())
                || wait == null
                || wait.blockers().isEmpty()
                || !wait.blockers().stream().allMatch(StepTries::givesWay)) {
            return attempt.again();
        }
        try (Connection connection = dataSource.getConnection()) {
            if (Autovacuum.end(connection, wait.blockers())) {
                return attempt.again("ended an autovacuum of " + wait.object() + ", which begins again by itself");
            }
            Duration longer = Autovacuum.givesWayAfter(connection);
            return attempt.lockTimeout() != null
                    ? attempt.again()
                    : attempt.againWaiting(
                            longer,
                            "waited up to " + longer.toMillis() + " ms for " + wait.object()
                                    + " in one try, because autovacuum gives way only then");
        } catch (SQLException e) {
            LOG.log(Level.FINE, "autovacuum stays in the way", e);
            return attempt.again();
        }
    }

    private static boolean givesWay(Blocker blocker) {
        return blocker.isAutovacuum() && !blocker.preventsWraparound();
    }

    /** Nothing is held meanwhile. Backs off with jitter, so that two consoles do not keep step. */
    private boolean pauseBefore(StepTask task, Attempt next, StepOutcome.Failed failed) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(next.number(), 10));
        long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        control.begin(
                task.step(),
                next.number(),
                task.step().label() + " waits for other sessions ("
                        + failed.error().message() + "); try " + next.number() + " follows, for "
                        + Math.max(1, left(task).toSeconds()) + " s more");
        try {
            return !control.stopWishedWithin(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
