package org.slipway.repair;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slipway.history.Amended;
import org.slipway.history.MigrationHistory;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.status.MigrationStates.Entry;

/**
 * What a repair of one migration's history would change. Looking changes nothing.
 *
 * @param change where it stands and would stand
 * @param next what the next run would do with it, a sentence
 * @param others migrations whose state would change with it
 * @param refusal why it can't be done, a sentence or two; null when it can
 * @param fingerprint of all that decides what would be changed
 */
public record RepairPreview(
        RepairAction action,
        StateChange change,
        String next,
        List<StateChange> others,
        String refusal,
        String fingerprint)
        implements HistoryPreview {

    public RepairPreview {
        others = List.copyOf(others);
    }

    /** Empty when neither a file nor the history knows the migration. */
    public static Optional<RepairPreview> of(Histories now, String key, RepairAction action) {
        return now.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(entry -> of(now, entry, action));
    }

    private static RepairPreview of(Histories now, Entry entry, RepairAction action) {
        String refusal = refusal(entry, action);
        Histories after = refusal == null ? after(now, entry, action) : now;
        List<StateChange> changes = StateChange.of(now.entries(), after.entries());
        StateChange change = changes.stream()
                .filter(each -> each.key().equals(entry.key()))
                .findFirst()
                .orElseThrow();
        List<StateChange> others = changes.stream()
                .filter(each -> each.isChanged() && each != change)
                .toList();
        return new RepairPreview(
                action, change, next(entry, change), others, refusal, fingerprint(entry, action, others));
    }

    private static Histories after(Histories now, Entry entry, RepairAction action) {
        return switch (action) {
            case MARK_APPLIED -> now.with(List.of(amended(entry, "", Instant.EPOCH, "")));
            case MARK_NOT_APPLIED -> now.without(entry.history());
            case ACCEPT_CHECKSUM -> now.with(entry.history(), entry.migration().checksum());
        };
    }

    /** What the history says of a migration that counts as applied from now on: one step for all that is missing. */
    public static Amended amended(Histories now, String key, String admin, Instant at, String reason) {
        return now.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(entry -> amended(entry, admin, at, reason))
                .findFirst()
                .orElseThrow();
    }

    private static Amended amended(Entry entry, String admin, Instant at, String reason) {
        Migration migration = entry.migration();
        MigrationHistory history = entry.history();
        return new Amended(
                migration.key(),
                migration.kind() == MigrationKind.REPEATABLE,
                migration.version() == null ? null : migration.version().toString(),
                migration.description(),
                migration.script(),
                migration.checksum(),
                history == null ? 1 : history.nextIndex(),
                history == null ? 1 : history.nextStatement(),
                migration.statements(),
                StepOrigin.MARKED,
                admin,
                at,
                at,
                migration.label() + " counts as applied: " + reason,
                null);
    }

    private static String refusal(Entry entry, RepairAction action) {
        if (!action.fits(entry)) {
            return entry.label() + " is " + entry.state() + "; "
                    + switch (action) {
                        case MARK_APPLIED -> "only what a run would still apply can be marked as applied.";
                        case MARK_NOT_APPLIED -> "only what is applied can be marked as not applied.";
                        case ACCEPT_CHECKSUM -> "only of a migration that is CHANGED is there a checksum to accept.";
                    };
        }
        boolean open = entry.found() != null
                && (action == RepairAction.MARK_NOT_APPLIED
                        || entry.found().isRunning()
                        || entry.found().isUndecided());
        return open ? entry.found().sentence() + " " + entry.found().advice() : null;
    }

    private static String next(Entry entry, StateChange change) {
        if (change.after() == null) {
            return "It has no file, so it is not listed any more and no run knows it.";
        }
        boolean repeatable = entry.migration() != null && entry.migration().kind() == MigrationKind.REPEATABLE;
        return switch (change.after()) {
            case PENDING, FAILED, SUPERSEDED -> "The next run runs all of it, from its first statement.";
            case PARTIAL -> "The next run goes on with the first statement that is not applied.";
            case LATE -> "It would be late: a run runs all of it only when asked to run out of order.";
            case APPLIED ->
                repeatable ? "No run runs it until its file is changed again." : "No run runs it, and it stops none.";
            case CHANGED -> "No run starts while the file is not as it was applied.";
            case DRIFTED, MISSING, BASELINE -> "No run runs it.";
        };
    }

    private static String fingerprint(Entry entry, RepairAction action, List<StateChange> others) {
        List<Object> seen = new ArrayList<>(List.of(action, entry.key(), entry.state()));
        seen.add(entry.reason());
        seen.add(entry.migration() == null ? null : entry.migration().checksum());
        MigrationHistory history = entry.history();
        if (history != null) {
            seen.add(history.checksum());
            seen.add(history.origin());
            seen.add(history.appliedSteps());
            seen.add(history.nextStatement());
            seen.add(history.installedOn());
        }
        seen.addAll(others);
        return Fingerprint.of(seen);
    }
}
