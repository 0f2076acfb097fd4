package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slipway.catalog.Pooler;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.execution.RunEnding.End;
import org.slipway.history.HistorySchema;
import org.slipway.history.PlannedStep;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepStore;
import org.slipway.migration.Migration;
import org.slipway.migration.PreconditionCode;

/**
 * Works off one run, step by step, outside any transaction, on a thread of the container.
 *
 * <p>Decides what becomes of a step that failed: tried again when other sessions were in the way, tried again tolerantly when
 * something exists already, divided when PostgreSQL refuses a statement in a transaction block; else the run stops.
 */
final class RunWorker implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunWorker.class.getName());

    private static final String POOLED = "This run went through a connection pooler, such as PgBouncer: every step in a"
            + " server session that it had for itself only until it was committed.";

    private final DataSource dataSource;
    private final StepTries tries;
    private final ExecutionSettings settings;
    private final RunControl control;
    private final Map<String, Migration> migrations;
    private final RunStore runs;
    private final RunRecorder recorder;
    private final RunEnding ending;
    private final List<String> leftOut = new ArrayList<>();
    private List<PlannedStep> plan;

    RunWorker(
            DataSource dataSource,
            StepExecutor executor,
            ExecutionSettings settings,
            RunControl control,
            RunRecorder recorder,
            RunPlanner.Plan plan) {
        this.dataSource = dataSource;
        this.tries = new StepTries(dataSource, executor, settings, control);
        this.settings = settings;
        this.control = control;
        this.recorder = recorder;
        this.migrations = plan.migrations().stream().collect(Collectors.toMap(Migration::key, Function.identity()));
        this.plan = plan.steps();
        HistorySchema schema = new HistorySchema(settings.historySchema());
        this.runs = new RunStore(schema);
        this.ending =
                new RunEnding(dataSource, control, runs, recorder, new StepStore(schema), new LostStatement(schema));
    }

    @Override
    public void run() {
        try {
            if (begin()) {
                End end = workOff();
                if (end != null) {
                    ending.write(end);
                }
            }
        } catch (RuntimeException | Error | SQLException e) {
            LOG.log(Level.SEVERE, "run " + control.claim().runId() + " ended by an unexpected error", e);
            ending.write(End.of(RunStatus.FAILED, "The console could not go on: " + e.getMessage()));
        } finally {
            control.end();
        }
    }

    private boolean begin() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!recorder.begin(connection, control.claim())) {
                return false;
            }
            if (Pooler.isBetween(connection)) {
                control.pooled();
                runs.notice(connection, control.claim(), POOLED);
            }
            return true;
        }
    }

    /** Null when the claim is lost: the run is not this node's to end. */
    private End workOff() {
        for (int i = 0; i < plan.size(); ) {
            RunControl.Stop stop = control.stop();
            if (stop != null) {
                return End.of(stop.status(), stop.sentence());
            }
            PlannedStep step = plan.get(i);
            StepTries.Tried tried = tries.of(step, migrations.get(step.migrationKey()), recorder.caller());
            if (tried.outcome() instanceof StepOutcome.ClaimLost) {
                return null;
            }
            if (tried.outcome() instanceof StepOutcome.Failed failed) {
                if (skips(step, failed) || divides(step, failed)) {
                    continue;
                }
                return fail(tried.task(), failed);
            }
            control.stepApplied();
            i++;
        }
        return End.of(RunStatus.SUCCEEDED, leftOut.isEmpty() ? null : String.join(" ", leftOut));
    }

    /** A precondition within the script asks to leave the migration out. */
    private boolean skips(PlannedStep step, StepOutcome.Failed failed) {
        boolean marks = PreconditionCode.MARK_AS_RUN.equals(failed.sqlState());
        if (control.options().undo() != null
                || control.stop() != null
                || !marks && !PreconditionCode.LEAVE_OUT.equals(failed.sqlState())) {
            return false;
        }
        String why = step.label() + " did not run. " + failed.error().message();
        if (!marks) {
            leftOut.add(why + ".");
        }
        show(PlannedSteps.skipping(
                plan, step, marks ? why + ". It counts as applied, as its precondition asks" : null));
        return true;
    }

    private boolean divides(PlannedStep step, StepOutcome.Failed failed) {
        if (!step.transactional() || failed.statement() == 0 || control.stop() != null) {
            return false;
        }
        if (SqlStates.refusedInBlock(failed.sqlState()) && autocommitIsAskedFor(step)) {
            replan(step, PlannedSteps.aroundStatement(step, failed.statement(), failed.line(), null));
            return true;
        }
        if (settings.divide() == Divide.REFUSE) {
            return false;
        }
        String why = step.label() + " was divided at line " + failed.line() + ", because PostgreSQL said: "
                + failed.error().message() + " (SQLSTATE " + failed.sqlState() + ")";
        if (SqlStates.refusedInBlock(failed.sqlState())) {
            replan(
                    step,
                    PlannedSteps.aroundStatement(
                            step,
                            failed.statement(),
                            failed.line(),
                            why + ". This statement runs outside a transaction"));
            return true;
        }
        if (SqlStates.needsCommit(failed.sqlState()) && failed.statement() > step.firstStatement()) {
            replan(
                    step,
                    PlannedSteps.beforeStatement(
                            step, failed.statement(), failed.line(), why + ". What stands before is committed first"));
            return true;
        }
        return false;
    }

    private boolean autocommitIsAskedFor(PlannedStep step) {
        return migrations.get(step.migrationKey()).steps().stream()
                .filter(authored -> !authored.transactional())
                .anyMatch(authored -> authored.firstStatement() <= step.firstStatement()
                        && step.lastStatement() <= authored.lastStatement());
    }

    private void replan(PlannedStep step, List<PlannedStep> parts) {
        show(PlannedSteps.replaced(plan, step, parts));
    }

    private void show(List<PlannedStep> changed) {
        plan = changed;
        try (Connection connection = dataSource.getConnection()) {
            runs.replan(connection, control.claim(), plan);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the changed plan of run " + control.claim().runId() + " could not be shown", e);
        }
    }

    private End fail(StepTask task, StepOutcome.Failed failed) {
        RunControl.Stop stop = control.stop();
        return stop == null
                ? new End(RunStatus.FAILED, null, task, failed)
                : new End(stop.status(), stop.sentence(), task, failed);
    }
}
