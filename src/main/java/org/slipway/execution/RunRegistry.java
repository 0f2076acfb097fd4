package org.slipway.execution;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slipway.audit.AuditShutdown;
import org.slipway.catalog.Finding;
import org.slipway.catalog.IndexOutcome;
import org.slipway.catalog.InvalidIndex;
import org.slipway.catalog.SharedSession;
import org.slipway.catalog.StatementOutcome;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.JournalRow;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.history.StepRecord;
import org.slipway.history.UnrecordedStep;
import org.slipway.migration.UndoKey;
import org.slipway.status.FoundStep;
import org.slipway.trace.Trace;

/**
 * The runs that this node works on, so that a stopping server can let the step under way end.
 *
 * <p>A start-up singleton, because such a bean is destroyed while data source and executor still work; an application-scoped
 * one would be too late.
 */
@Singleton
@Startup
@DependsOn(AuditShutdown.NAME)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RunRegistry {
    private static final Logger LOG = Logger.getLogger(RunRegistry.class.getName());
    private static final Duration AFTER_CANCEL = Duration.ofSeconds(3);

    /**
     * What a run that is drained goes through. Loaded with this bean, because the class loader of an application that is
     * being stopped gives out no class any more: the first run that ended by a stop could not write down its end.
     */
    static final Set<Class<?>> NEEDED_WHILE_STOPPING = Set.of(
            Attempt.class,
            EngineCounters.class,
            Finding.class,
            Finding.Outcome.class,
            FoundStep.class,
            IndexOutcome.class,
            IndexOutcome.Index.class,
            InvalidIndex.class,
            JournalRow.class,
            LostStatement.class,
            RunControl.Stop.class,
            RunEnding.class,
            RunEnding.End.class,
            RunRecorder.class,
            RunStore.Pulse.class,
            RunWorker.class,
            SharedSession.class,
            SqlStates.class,
            StatementFailedException.class,
            StepError.class,
            StepErrors.class,
            StepNotes.class,
            StepOutcome.Applied.class,
            StepOutcome.ClaimLost.class,
            StepOutcome.Failed.class,
            StepRecord.class,
            StepSoFar.class,
            StepRecords.class,
            StepTries.class,
            StepTries.Tried.class,
            StepTask.class,
            StepWatch.class,
            Trace.class,
            StatementOutcome.class,
            StepJournal.LeftIndex.class,
            UndoKey.class,
            UnrecordedStep.class);

    private final Set<RunControl> running = ConcurrentHashMap.newKeySet();

    @Inject
    private ExecutionSettings settings;

    public void add(RunControl control) {
        running.add(control);
    }

    public void remove(RunControl control) {
        running.remove(control);
    }

    @PreDestroy
    void drain() {
        RunControl.Stop stop = new RunControl.Stop(
                RunStatus.INTERRUPTED,
                "The server was stopped. What is listed as applied is done; run again to go on.");
        running.forEach(control -> control.stopAfterStep(stop));
        try {
            for (RunControl control : running) {
                if (!control.awaitEnd(settings.drainTimeout())) {
                    LOG.log(
                            Level.WARNING,
                            "run {0} is in a long step, which is cancelled now",
                            control.claim().runId());
                    control.stopNow(stop);
                    control.awaitEnd(AFTER_CANCEL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
