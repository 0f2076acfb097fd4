package org.slipway.repair;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.history.Amended;
import org.slipway.history.MigrationHistory;
import org.slipway.migration.Migration;
import org.slipway.source.MigrationSet;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;
import org.slipway.status.MigrationStates.Entry;

/**
 * Files and schema history as they are, from which a preview is made.
 *
 * @param byKey histories by migration key
 * @param found autocommit steps whose end was not recorded
 */
public record Histories(MigrationSet set, Map<String, MigrationHistory> byKey, List<FoundStep> found) {

    List<Entry> entries() {
        return MigrationStates.of(set.migrations(), byKey, found);
    }

    /** How sentences name a migration that files or history know. */
    public String label(String key) {
        return set.find(key)
                .map(Migration::label)
                .orElseGet(() -> byKey.get(key).label());
    }

    /** Of a migration's file. */
    public int checksum(String key) {
        return set.find(key).orElseThrow().checksum();
    }

    /** As they would be with these rows more. */
    Histories with(List<Amended> amended) {
        Map<String, MigrationHistory> after = new HashMap<>(byKey);
        amended.forEach(migration -> after.put(migration.migrationKey(), applied(migration)));
        return new Histories(set, after, found);
    }

    /** As they would be if nothing of this migration had been applied; that its last try failed is still so. */
    Histories without(MigrationHistory history) {
        Map<String, MigrationHistory> after = new HashMap<>(byKey);
        after.remove(history.key());
        if (history.failure() != null) {
            after.put(history.key(), untried(history));
        }
        return new Histories(set, after, found);
    }

    /** As they would be if this migration had been applied with this checksum. */
    Histories with(MigrationHistory history, int checksum) {
        Map<String, MigrationHistory> after = new HashMap<>(byKey);
        after.put(
                history.key(),
                new MigrationHistory(
                        history.key(),
                        history.repeatable(),
                        history.version(),
                        history.description(),
                        history.script(),
                        history.complete(),
                        history.origin(),
                        checksum,
                        history.open(),
                        history.appliedSteps(),
                        history.failure(),
                        history.begun(),
                        history.undo(),
                        history.place(),
                        history.installedOn(),
                        history.installedBy(),
                        history.duration()));
        return new Histories(set, after, found);
    }

    private static MigrationHistory untried(MigrationHistory history) {
        return new MigrationHistory(
                history.key(),
                history.repeatable(),
                history.version(),
                history.description(),
                history.script(),
                false,
                null,
                history.checksum(),
                List.of(),
                0,
                history.failure(),
                false,
                null,
                0,
                null,
                null,
                null);
    }

    private static MigrationHistory applied(Amended amended) {
        return new MigrationHistory(
                amended.migrationKey(),
                amended.repeatable(),
                amended.version(),
                amended.description(),
                amended.script(),
                true,
                amended.origin(),
                amended.checksum(),
                List.of(),
                amended.index(),
                null,
                false,
                null,
                Long.MAX_VALUE,
                amended.finishedAt(),
                amended.appliedBy(),
                Duration.ZERO);
    }

    /** Labels of migrations of which something is applied. */
    List<String> applied() {
        return byKey.values().stream()
                .filter(history -> history.installedOn() != null)
                .map(MigrationHistory::label)
                .toList();
    }
}
