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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.MigrationStates;

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

    /**
     * @param caller who asks, for the history
     * @throws DatabaseUnavailableException when the database can't be reached
     */
    public StartOutcome start(String caller, RunOptions options) {
        Optional<Run> active = runReader.active();
        if (active.isPresent()) {
            return new StartOutcome.AlreadyActive(active.get().id());
        }
        MigrationSet set = source.readAfresh();
        RunPlanner.Plan plan =
                RunPlanner.plan(MigrationStates.of(set.migrations(), histories()), set.problems(), options);
        if (!plan.problems().isEmpty()) {
            return new StartOutcome.Invalid(plan.problems());
        }
        return plan.steps().isEmpty() ? new StartOutcome.NothingPending() : claim(caller, options, plan);
    }

    private Map<String, MigrationHistory> histories() {
        try (Connection connection = dataSource.getConnection()) {
            return new HistoryReader(schema()).read(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The schema history can't be read: " + e.getMessage(), e);
        }
    }

    private StartOutcome claim(String caller, RunOptions options, RunPlanner.Plan plan) {
        RunStore.Request request =
                new RunStore.Request(caller, node(), options.target(), options.outOfOrder(), plan.steps());
        try (Connection connection = dataSource.getConnection()) {
            RunStore.ClaimOutcome outcome = new RunStore(schema()).claim(connection, request, settings.lostAfter());
            if (outcome instanceof RunStore.ClaimOutcome.Busy busy) {
                return new StartOutcome.AlreadyActive(busy.activeRunId());
            }
            Claim claim = ((RunStore.ClaimOutcome.Claimed) outcome).claim();
            handOver(connection, claim, caller, plan);
            return new StartOutcome.Started(claim.runId());
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The run can't be recorded: " + e.getMessage(), e);
        }
    }

    private void handOver(Connection connection, Claim claim, String caller, RunPlanner.Plan plan) throws SQLException {
        RunControl control = new RunControl(claim);
        RunWorker worker = new RunWorker(dataSource, stepExecutor, settings, control, caller, plan);
        RunStore runs = new RunStore(schema());
        registry.add(control);
        long period = settings.heartbeat().toMillis();
        ScheduledFuture<?> heartbeat = scheduler.scheduleAtFixedRate(
                new Heartbeat(dataSource, runs, control), period, period, TimeUnit.MILLISECONDS);
        try {
            executor.execute(() -> {
                try {
                    worker.run();
                } finally {
                    heartbeat.cancel(false);
                    registry.remove(control);
                }
            });
        } catch (RejectedExecutionException e) {
            heartbeat.cancel(false);
            registry.remove(control);
            runs.end(connection, claim, RunStatus.FAILED, "The server had no thread for this run; run again later.");
        }
    }

    /** False when the run is not active any more. The node that works on it stops it with its next heartbeat. */
    public boolean cancel(long runId, String caller) {
        try (Connection connection = dataSource.getConnection()) {
            return schema().exists(connection) && new RunStore(schema()).requestCancel(connection, runId, caller);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The run can't be cancelled: " + e.getMessage(), e);
        }
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    /** Such as {@code 4711@console-1}. */
    private static String node() {
        return ManagementFactory.getRuntimeMXBean().getName();
    }
}
