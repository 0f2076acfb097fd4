package org.slipway.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slipway.history.MigrationHistory;
import org.slipway.history.StepError;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.UndoKey;

/** Finds each migration's state from its file and its history. Checks are asked later: they need the live schema. */
public final class MigrationStates {
    private MigrationStates() {}

    /**
     * A migration and where it stands.
     *
     * @param migration null when its file is gone
     * @param history null when it was never tried
     * @param reason a sentence or two; null for plain pending and applied
     * @param found an autocommit step of it whose end was not recorded; null for none
     */
    public record Entry(
            Migration migration, MigrationHistory history, MigrationState state, String reason, FoundStep found) {

        Entry(Migration migration, MigrationHistory history, MigrationState state, String reason) {
            this(migration, history, state, reason, null);
        }

        public String key() {
            return migration == null ? history.key() : migration.key();
        }

        public String script() {
            return migration == null ? history.script() : migration.script();
        }

        public String label() {
            return migration == null ? history.label() : migration.label();
        }

        /** True while nothing runs before the way back of this one has come to its end. */
        public boolean undoBegun() {
            return history != null && history.undoBegun();
        }
    }

    /**
     * In the order in which they run; those whose file is gone stand where they ran.
     *
     * @param migrations in the order in which they run
     * @param found autocommit steps whose end was not recorded
     */
    public static List<Entry> of(
            List<Migration> migrations, Map<String, MigrationHistory> histories, List<FoundStep> found) {
        Map<String, FoundStep> byKey = found.stream()
                .collect(Collectors.toMap(each -> each.step().migrationKey(), Function.identity(), (a, b) -> b));
        Versions versions = new Versions(migrations);
        MigrationVersion newest = versions.newestApplied(histories);
        Set<String> present = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Migration migration : migrations) {
            present.add(migration.key());
            MigrationHistory history = histories.get(migration.key());
            entries.add(
                    history != null && history.undoBegun()
                            ? undoBegun(migration, history, byKey.get(UndoKey.of(migration.key())))
                            : entry(migration, history, byKey.get(migration.key()), newest));
        }
        histories.values().stream()
                .filter(history -> !present.contains(history.key()) && isMissed(history))
                .forEach(history -> insert(entries, missing(history), versions));
        return List.copyOf(entries);
    }

    /** What a baseline covers was perhaps never here, and nobody needs its file. */
    private static boolean isMissed(MigrationHistory history) {
        return history.origin() != StepOrigin.BASELINE && (history.complete() || history.appliedSteps() > 0);
    }

    /** Versions that the schema history has only as text, understood as those of the files are. */
    private static final class Versions {
        private final Map<String, MigrationVersion> byKey = new HashMap<>();
        private final MigrationVersion kind;

        Versions(List<Migration> migrations) {
            migrations.forEach(migration -> byKey.put(migration.key(), migration.version()));
            kind = migrations.stream()
                    .map(Migration::version)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(MigrationVersion.of("0"));
        }

        MigrationVersion newestApplied(Map<String, MigrationHistory> histories) {
            return histories.values().stream()
                    .filter(MigrationHistory::complete)
                    .map(this::of)
                    .filter(Objects::nonNull)
                    .max(MigrationVersion::compareTo)
                    .orElse(null);
        }

        /** Null for one without a version; the text of another layout's history compares as a text. */
        MigrationVersion of(MigrationHistory history) {
            MigrationVersion version = byKey.get(history.key());
            if (version != null || history.version() == null) {
                return version;
            }
            try {
                return kind.sibling(history.version());
            } catch (IllegalArgumentException ofAnotherLayout) {
                return MigrationVersion.text(history.version());
            }
        }

        MigrationVersion of(Entry entry) {
            return entry.migration() == null
                    ? of(entry.history())
                    : entry.migration().version();
        }
    }

    private static Entry missing(MigrationHistory history) {
        return new Entry(
                null,
                history,
                MigrationState.MISSING,
                "It was applied, but its file " + history.script() + " is gone.");
    }

    private static void insert(List<Entry> entries, Entry missing, Versions versions) {
        int place = 0;
        while (place < entries.size() && runsBefore(entries.get(place), missing.history(), versions)) {
            place++;
        }
        entries.add(place, missing);
    }

    private static boolean runsBefore(Entry entry, MigrationHistory missing, Versions versions) {
        boolean repeatable = entry.migration() == null
                ? entry.history().repeatable()
                : entry.migration().kind() == MigrationKind.REPEATABLE;
        MigrationVersion version = versions.of(entry);
        MigrationVersion missingVersion = versions.of(missing);
        if (version == null || missingVersion == null) {
            return !repeatable || missing.repeatable();
        }
        return version.compareTo(missingVersion) < 0;
    }

    private static Entry entry(
            Migration migration, MigrationHistory history, FoundStep found, MigrationVersion newest) {
        boolean repeatable = migration.kind() == MigrationKind.REPEATABLE;
        if (history == null) {
            return neverTried(migration, null, newest);
        }
        if (history.origin() == StepOrigin.BASELINE) {
            return new Entry(
                    migration, history, MigrationState.BASELINE, "It is covered by the baseline and does not run.");
        }
        if (history.complete() && Objects.equals(history.checksum(), migration.checksum())) {
            return new Entry(migration, history, MigrationState.APPLIED, lastUndo(history));
        }
        if (history.complete() && !repeatable) {
            return new Entry(
                    migration,
                    history,
                    MigrationState.CHANGED,
                    history.checksum() == null
                            ? "Another text was applied, which is not known."
                            : "The file was edited after it was applied. Restore the text that was applied, or put the change"
                                    + " into a new migration.");
        }
        if (found != null) {
            return new Entry(migration, history, MigrationState.FAILED, found.sentence() + " " + found.advice(), found);
        }
        if (history.failure() != null) {
            return new Entry(
                    migration,
                    history,
                    MigrationState.FAILED,
                    "The last try failed: " + StepError.withoutStop(history.failure()) + ".");
        }
        if (!history.open().isEmpty()) {
            int last = history.nextStatement() - 1;
            return new Entry(
                    migration,
                    history,
                    MigrationState.PARTIAL,
                    "Applied up to statement " + last + "; the next run goes on with the one after it.");
        }
        return history.complete()
                ? new Entry(migration, history, MigrationState.SUPERSEDED, "Its text has changed since it was applied.")
                : neverTried(migration, history, newest);
    }

    /** @param found null unless a statement of the way back was begun and its end is not recorded */
    private static Entry undoBegun(Migration migration, MigrationHistory history, FoundStep found) {
        MigrationHistory undo = history.undo();
        String far =
                undo.open().isEmpty() ? "" : ", up to statement " + (undo.nextStatement() - 1) + " of " + undo.script();
        String sentence = "It is taken back in part" + far + "."
                + (found == null ? failed(undo) : " " + found.sentence() + " " + found.advice())
                + " Nothing else runs before it is undone to the end; undo it again to go on.";
        return new Entry(migration, history, MigrationState.PARTIAL, sentence, found);
    }

    /** Null unless the last try to take it back failed. */
    private static String lastUndo(MigrationHistory history) {
        return history.undo() == null || history.undo().failure() == null
                ? null
                : "It is applied. The last try to undo it failed: "
                        + StepError.withoutStop(history.undo().failure()) + ".";
    }

    private static String failed(MigrationHistory undo) {
        return undo.failure() == null
                ? ""
                : " The last try to go on failed: " + StepError.withoutStop(undo.failure()) + ".";
    }

    private static Entry neverTried(Migration migration, MigrationHistory history, MigrationVersion newest) {
        boolean late = migration.version() != null
                && newest != null
                && migration.version().compareTo(newest) < 0;
        return late
                ? new Entry(
                        migration,
                        history,
                        MigrationState.LATE,
                        "It is older than " + MigrationVersion.label(newest.toString())
                                + ", which is applied already; it runs only out of order.")
                : new Entry(migration, history, MigrationState.PENDING, null);
    }
}
