package org.slipway.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slipway.status.CheckResult.Answer;

/** What became of a comparison of the live schema with what the applied migrations left. */
public sealed interface SchemaDrift {
    /** How many objects a sentence names. */
    int NAMED = 3;

    /** No run has recorded yet what there is, so there is nothing to compare with. */
    record NotRecorded() implements SchemaDrift {}

    /** @param error why nobody knows, a sentence */
    record Unknown(Instant at, String error) implements SchemaDrift {}

    /**
     * @param objects how many objects are expected
     * @param drifts those that differ, without ignored ones; parts of a missing or unexpected relation are below it
     * @param ignored how many differ and are ignored
     * @param alike how many another version of PostgreSQL described in other words, which mean the same
     * @param byMigration how many expected objects each migration wrote last, by its key
     */
    record Compared(
            Instant at,
            Duration took,
            int objects,
            List<ObjectDrift> drifts,
            int ignored,
            int alike,
            Map<String, Integer> byMigration)
            implements SchemaDrift {
        public Compared {
            drifts = List.copyOf(drifts);
            byMigration = Map.copyOf(byMigration);
        }

        /** Those whose expected definition is this migration's. */
        public List<ObjectDrift> of(String migrationKey) {
            return drifts.stream()
                    .filter(drift -> migrationKey.equals(drift.migrationKey()))
                    .toList();
        }
    }

    /** Empty unless it was compared. */
    default List<ObjectDrift> differences() {
        return this instanceof Compared compared ? compared.drifts() : List.of();
    }

    default boolean isCompared() {
        return this instanceof Compared;
    }

    /** Null unless nobody knows. */
    default String failure() {
        return this instanceof Unknown unknown ? unknown.error() : null;
    }

    /** Null when there was nothing to compare with. */
    default Instant comparedAt() {
        return this instanceof Compared compared
                ? compared.at()
                : this instanceof Unknown unknown ? unknown.at() : null;
    }

    /** Why the migration with this key has drifted; null when it has not, or nobody knows. */
    default String sentence(String migrationKey) {
        if (!(this instanceof Compared compared) || compared.of(migrationKey).isEmpty()) {
            return null;
        }
        List<ObjectDrift> drifts = compared.of(migrationKey);
        String named = drifts.stream()
                .limit(NAMED)
                .map(drift -> drift.name() + " is " + drift.difference().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String more = drifts.size() > NAMED ? " and " + (drifts.size() - NAMED) + " more." : ".";
        return "It was applied, but the live schema is not as it left it: " + named + more;
    }

    /**
     * The check that nobody has to write: whether all that a migration wrote last is as it left it. Empty where it wrote
     * nothing, or nothing could be compared.
     */
    default Optional<CheckResult> check(String migrationKey, String label) {
        return this instanceof Compared compared && compared.byMigration().containsKey(migrationKey)
                ? Optional.of(new CheckResult(
                        label + " objects",
                        compared.of(migrationKey).isEmpty() ? Answer.PRESENT : Answer.MISSING,
                        null))
                : Optional.empty();
    }
}
