package org.slipway.status;

import java.util.Comparator;
import java.util.List;
import org.slipway.history.MigrationHistory;
import org.slipway.history.StepError;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStates.Entry;

/**
 * Which migration may be taken back: the one that was applied last, whatever its version. Repeatable migrations have no way
 * back and keep nobody from going one; what a baseline covers never ran here.
 */
public final class UndoRules {
    private final Entry last;
    private final List<Entry> cutShort;

    public UndoRules(List<Entry> entries) {
        this.last = entries.stream()
                .filter(entry -> isApplied(entry.history()))
                .max(Comparator.comparingLong(entry -> entry.history().place()))
                .orElse(null);
        this.cutShort = entries.stream()
                .filter(entry -> entry.history() != null && entry.history().begun())
                .toList();
    }

    /** As a whole or in part, and not only covered by a baseline. */
    public static boolean isApplied(MigrationHistory history) {
        return history != null
                && !history.repeatable()
                && history.origin() != StepOrigin.BASELINE
                && history.place() > 0;
    }

    /** Why the migration can't be taken back now, a sentence or two; null when it can. */
    public String obstacle(Entry entry) {
        Migration migration = entry.migration();
        if (migration == null) {
            return "Its file is gone, so nobody knows the way back.";
        }
        if (migration.kind() == MigrationKind.REPEATABLE) {
            return "A repeatable migration has no way back: write what is to be instead, and run it.";
        }
        if (migration.undo() == null) {
            return "Its author wrote no script that takes it back.";
        }
        if (!migration.undo().problems().isEmpty()) {
            return "The script that takes it back has a problem: "
                    + StepError.withoutStop(migration.undo().problems().get(0).toString()) + ".";
        }
        return isApplied(entry.history()) ? obstacleToApplied(entry) : notApplied(entry);
    }

    private static String notApplied(Entry entry) {
        return entry.state() == MigrationState.BASELINE
                ? "It is covered by the baseline and did not run here."
                : "It is not applied.";
    }

    private String obstacleToApplied(Entry entry) {
        if (!last.key().equals(entry.key())) {
            return last.label() + " was applied after it. What was applied last is undone first.";
        }
        if (!entry.history().complete()) {
            return "It is applied in part. Run it to its end first, or mark it as not applied.";
        }
        if (entry.state() == MigrationState.CHANGED) {
            return "Its file was edited after it was applied, so the way back may be that of another text. Restore the text"
                    + " that was applied, or accept the changed checksum.";
        }
        return cutShort.stream()
                .filter(other -> !other.key().equals(entry.key()))
                .findFirst()
                .map(other -> "A step of " + other.label() + " was begun and its end is not recorded. Run "
                        + other.label() + " first.")
                .orElse(null);
    }
}
