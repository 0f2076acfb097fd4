package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditEntry;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.AuditTrail;
import org.slipway.history.Amended;
import org.slipway.history.Claim;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.security.Actor;

/**
 * Changes the schema history at an admin's word, without a migration that runs: a run of its own kind that begins and ends
 * in one transaction, with its entry in the audit trail. So it never meets another run, and who did it and why is kept.
 */
final class Amendment {
    private final HistorySchema schema;
    private final AuditTrail trail;
    private final Duration lostAfter;

    /** @param lostAfter how old a lost node's last heartbeat is */
    Amendment(HistorySchema schema, AuditTrail trail, Duration lostAfter) {
        this.schema = schema;
        this.trail = trail;
        this.lostAfter = lostAfter;
    }

    /**
     * What is asked for.
     *
     * @param told for the audit trail, in one line
     * @param notice for the run, a sentence
     * @param migrations that it is about, in the order in which they run
     */
    record Wish(RunKind kind, AuditAction action, Actor actor, String told, String notice, List<Amended> migrations) {}

    /** What is written once the claim is held: nobody else changes the history any more. */
    interface Change {
        /**
         * False when the admin's word was about something else than what there is now; then nothing was changed.
         *
         * @param histories as they are, by migration key
         */
        boolean write(Connection connection, long runId, Map<String, MigrationHistory> histories) throws SQLException;
    }

    /** {@code Withdrawn} when the change was outdated. */
    RunStore.ClaimOutcome make(Connection connection, Wish wish, Change change) throws SQLException {
        List<AuditEvent> events = new ArrayList<>();
        RunStore.Request request = new RunStore.Request(
                wish.kind(),
                wish.actor().name(),
                MigrationRunner.node(),
                null,
                false,
                wish.migrations().stream().map(Amended::planned).toList());
        RunStore runs = new RunStore(schema);
        RunStore.ClaimOutcome outcome = runs.claim(connection, request, lostAfter, (transaction, claim, lost) -> {
            if (!change.write(transaction, claim.runId(), new HistoryReader(schema).read(transaction))) {
                return false;
            }
            runs.begin(transaction, claim);
            runs.end(transaction, claim, RunStatus.SUCCEEDED, wish.notice());
            events.addAll(trail.append(transaction, entries(wish, claim, lost)));
            return true;
        });
        if (outcome instanceof RunStore.ClaimOutcome.Claimed) {
            trail.written(events);
        }
        return outcome;
    }

    private static List<AuditEntry> entries(Wish wish, Claim claim, List<RunStore.LostRun> lost) {
        List<AuditEntry> entries = new ArrayList<>(RunRecorder.takenOver(lost, claim, wish.actor()));
        entries.add(AuditEntry.of(wish.action(), wish.actor(), claim.runId(), wish.told()));
        return entries;
    }
}
