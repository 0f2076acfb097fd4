package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditEntry;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.AuditTrail;
import org.slipway.history.Claim;
import org.slipway.history.PlannedStep;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.RunStore.LostRun;
import org.slipway.migration.Problem;
import org.slipway.security.Actor;

/**
 * What somebody does with a run, written to the table {@code run} and to the audit trail in one transaction.
 *
 * <p>A request that can't be recorded is not accepted. What has begun goes on whatever becomes of the audit trail.
 */
final class RunRecorder {
    private final RunStore runs;
    private final AuditTrail trail;
    private final Actor actor;

    /** @param actor who asks, or on whose behalf the run works */
    RunRecorder(RunStore runs, AuditTrail trail, Actor actor) {
        this.runs = runs;
        this.trail = trail;
        this.actor = actor;
    }

    String caller() {
        return actor.name();
    }

    /** @param options are told in the audit trail */
    RunStore.ClaimOutcome claim(Connection connection, RunStore.Request request, RunOptions options, Duration lostAfter)
            throws SQLException {
        List<AuditEvent> events = new ArrayList<>();
        RunStore.ClaimOutcome outcome = runs.claim(
                connection,
                request,
                lostAfter,
                (transaction, claim, lost) ->
                        events.addAll(trail.append(transaction, requested(claim, lost, request, options))));
        if (outcome instanceof RunStore.ClaimOutcome.Claimed) {
            trail.written(events);
        }
        return outcome;
    }

    private List<AuditEntry> requested(Claim claim, List<LostRun> lost, RunStore.Request request, RunOptions options) {
        List<AuditEntry> entries = new ArrayList<>(takenOver(lost, claim, actor));
        entries.add(entry(AuditAction.RUN_REQUESTED, claim.runId(), described(request, options)));
        return entries;
    }

    static List<AuditEntry> takenOver(List<LostRun> lost, Claim claim, Actor actor) {
        return lost.stream()
                .map(run -> AuditEntry.of(
                        AuditAction.RUN_TAKEN_OVER,
                        actor,
                        run.runId(),
                        "Its server " + run.node() + " was lost; run " + claim.runId() + " goes on."))
                .toList();
    }

    private static String described(RunStore.Request request, RunOptions options) {
        String migrations =
                request.plan().stream().map(PlannedStep::label).distinct().collect(Collectors.joining(", "));
        boolean undo = options.undo() != null;
        String what = request.target() == null ? "All that is pending" : "Up to " + request.target();
        return (undo ? migrations : what)
                + (request.outOfOrder() ? ", out of order" : "")
                + (options.rebuildInvalidIndexes() ? ", invalid indexes built anew" : "")
                + switch (options.undecided()) {
                    case REFUSE -> "";
                    case RUN_AGAIN -> ", undecided steps run again";
                    case TAKE_AS_APPLIED -> ", undecided steps taken as applied";
                }
                + (undo ? "" : ": " + migrations);
    }

    /** False when the claim is lost. */
    boolean begin(Connection connection, Claim claim) throws SQLException {
        return trail.record(
                connection,
                transaction -> runs.begin(transaction, claim),
                begun -> when(begun, AuditAction.RUN_STARTED, claim.runId(), null));
    }

    /**
     * @param notice sentence about the whole run, null for none
     * @param more for the audit trail alone
     */
    void end(Connection connection, Claim claim, RunStatus status, String notice, String more) throws SQLException {
        String detail = status + (notice == null ? "." : ": " + notice) + more;
        trail.record(
                connection,
                transaction -> runs.end(transaction, claim, status, notice),
                ended -> when(ended, AuditAction.RUN_ENDED, claim.runId(), detail));
    }

    /** False when the run is not active. */
    boolean requestCancel(Connection connection, long runId) throws SQLException {
        return trail.record(
                connection,
                transaction -> runs.requestCancel(transaction, runId, actor.name()),
                active -> when(active, AuditAction.RUN_CANCEL_REQUESTED, runId, null));
    }

    private List<AuditEntry> when(boolean happened, AuditAction action, long runId, String detail) {
        return happened ? List.of(entry(action, runId, detail)) : List.of();
    }

    private AuditEntry entry(AuditAction action, long runId, String detail) {
        return AuditEntry.of(action, actor, runId, detail);
    }

    /** Not in a transaction: nothing was done. */
    void refused(Long activeRun, String why) {
        trail.record(AuditAction.RUN_REFUSED, actor, activeRun, why);
    }

    void refused(List<Problem> problems) {
        refused(null, problems.size() + " problems, first: " + problems.get(0));
    }
}
