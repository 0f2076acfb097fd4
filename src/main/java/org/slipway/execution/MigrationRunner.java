package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slipway.adoption.ForeignHistories;
import org.slipway.audit.AuditTrail;
import org.slipway.catalog.Pooler;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.Claim;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.migration.Problem;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;
import org.slipway.trace.Trace;

/**
 * Accepts runs: validates everything that is pending, claims the run, hands it to the container's executor and answers at
 * once. No request waits for SQL.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MigrationRunner {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private ExecutionSettings settings;

    @Inject
    private MigrationSource source;

    @Inject
    private StepExecutor stepExecutor;

    @Inject
    private RunReader runReader;

    @Inject
    private RunRegistry registry;

    @Inject
    private AuditTrail trail;

    /**
     * @param caller who asks, for the history and the audit trail
     * @throws DatabaseUnavailableException when the database can't be reached
     */
    public StartOutcome start(Actor caller, RunOptions options) {
        RunRecorder recorder = recorder(caller);
        try {
            StartOutcome outcome = tryToStart(recorder, options);
            if (outcome instanceof StartOutcome.AlreadyActive other) {
                recorder.refused(other.runId(), "Run " + other.runId() + " is active.");
            } else if (outcome instanceof StartOutcome.Invalid invalid) {
                recorder.refused(invalid.problems());
            }
            return outcome;
        } catch (DatabaseUnavailableException e) {
            recorder.refused(null, e.getMessage());
            throw e;
        }
    }

    private StartOutcome tryToStart(RunRecorder recorder, RunOptions options) {
        Optional<Run> active = runReader.active();
        if (active.isPresent()) {
            return new StartOutcome.AlreadyActive(active.get().id());
        }
        MigrationSet set = source.readAfresh();
        try (Connection connection = dataSource.getConnection()) {
            Optional<Problem> obstacle = obstacle(connection, dataSource);
            if (obstacle.isPresent()) {
                return new StartOutcome.Invalid(List.of(obstacle.get()));
            }
            RunPlanner.Plan plan = plan(connection, set, options);
            if (!plan.problems().isEmpty()) {
                return new StartOutcome.Invalid(plan.problems());
            }
            return plan.steps().isEmpty()
                    ? new StartOutcome.NothingPending()
                    : claim(connection, recorder, options, set, plan);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The run can't be recorded: " + e.getMessage() + advice(e), e);
        }
    }

    /** What stands between console and database and lets nothing run. */
    static Optional<Problem> obstacle(Connection connection, DataSource dataSource) throws SQLException {
        return Pooler.isBetween(connection)
                ? Pooler.obstacle(dataSource).map(why -> Problem.of("slipway.db.url", why))
                : Optional.empty();
    }

    private RunPlanner.Plan plan(Connection connection, MigrationSet set, RunOptions options) throws SQLException {
        Map<String, MigrationHistory> histories = new HistoryReader(schema()).read(connection);
        List<Problem> problems = new ArrayList<>();
        new ForeignHistories(schema())
                .undecided(connection, histories)
                .forEach(history -> problems.add(history.problem()));
        problems.addAll(set.problems());
        return RunPlanner.plan(
                MigrationStates.of(
                        set.migrations(),
                        histories,
                        FoundStep.look(connection, schema(), histories, settings.lostAfter())),
                problems,
                options);
    }

    private String advice(SQLException e) {
        return SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
                ? ". Slipway keeps its tables in the schema " + settings.historySchema()
                        + ": grant the console's role what is missing, or name a schema in which it may create tables with"
                        + " slipway.history.schema"
                : "";
    }

    /** Plans again: since the first plan another run may have begun and ended; from the claim on only this one writes. */
    private StartOutcome claim(
            Connection connection, RunRecorder recorder, RunOptions options, MigrationSet set, RunPlanner.Plan plan)
            throws SQLException {
        RunStore.Request request = options.request(recorder.caller(), node(), plan.steps());
        RunStore.ClaimOutcome outcome = recorder.claim(connection, request, options, settings.lostAfter());
        if (outcome instanceof RunStore.ClaimOutcome.Busy busy) {
            return new StartOutcome.AlreadyActive(busy.activeRunId());
        }
        Claim claim = ((RunStore.ClaimOutcome.Claimed) outcome).claim();
        RunPlanner.Plan current = plan(connection, set, options);
        if (current.unsettled()) {
            new Settlement(schema(), settings.lostAfter()).settle(connection, claim, options, recorder.caller());
            current = plan(connection, set, options).settled();
        }
        if (!current.problems().isEmpty()) {
            recorder.end(connection, claim, RunStatus.FAILED, "Another run came first: " + current.problems(), "");
            return new StartOutcome.Started(claim.runId());
        }
        if (!current.steps().equals(plan.steps())) {
            new RunStore(schema()).replan(connection, claim, current.steps());
        }
        handOver(connection, new RunControl(claim, options), recorder, current);
        return new StartOutcome.Started(claim.runId());
    }

    private void handOver(Connection connection, RunControl control, RunRecorder recorder, RunPlanner.Plan plan)
            throws SQLException {
        Claim claim = control.claim();
        RunWorker worker = new RunWorker(dataSource, stepExecutor, settings, control, recorder, plan);
        registry.add(control);
        long period = settings.heartbeat().toMillis();
        ScheduledFuture<?> heartbeat = scheduler.scheduleAtFixedRate(
                Trace.carried(new Heartbeat(dataSource, new RunStore(schema()), control)),
                period,
                period,
                TimeUnit.MILLISECONDS);
        long often = StepWatch.PERIOD.toMillis();
        ScheduledFuture<?> watch = scheduler.scheduleWithFixedDelay(
                Trace.carried(new StepWatch(dataSource, control)), often, often, TimeUnit.MILLISECONDS);
        try {
            executor.execute(Trace.carried(() -> {
                try {
                    worker.run();
                } finally {
                    heartbeat.cancel(false);
                    watch.cancel(false);
                    registry.remove(control);
                }
            }));
        } catch (RejectedExecutionException e) {
            heartbeat.cancel(false);
            watch.cancel(false);
            registry.remove(control);
            recorder.end(
                    connection, claim, RunStatus.FAILED, "The server had no thread for this run; run again later.", "");
        }
    }

    /** False when the run is not active any more. The node that works on it stops it with its next heartbeat. */
    public boolean cancel(long runId, Actor caller) {
        try (Connection connection = dataSource.getConnection()) {
            return schema().exists(connection) && recorder(caller).requestCancel(connection, runId);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The run can't be cancelled: " + e.getMessage(), e);
        }
    }

    private RunRecorder recorder(Actor caller) {
        return new RunRecorder(new RunStore(schema()), trail, caller);
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    /** Such as {@code 4711@console-1}. */
    static String node() {
        return ManagementFactory.getRuntimeMXBean().getName();
    }
}
