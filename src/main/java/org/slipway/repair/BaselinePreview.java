package org.slipway.repair;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slipway.history.Amended;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;

/**
 * What would count as applied in a database that was made before Slipway came.
 *
 * <p>Versioned migrations up to and including the chosen one, where there are no versions by their place in the list.
 * Repeatable ones stay pending: they can run at any time, and nobody knows which of their texts is in the database.
 *
 * @param version of the last one that counts as applied, or its key where there are no versions; null for none
 * @param migrations all, in the order in which they run
 * @param refusal why there can be no baseline, a sentence or two; null when there can
 * @param fingerprint of all that decides what would be recorded
 */
public record BaselinePreview(String version, List<StateChange> migrations, String refusal, String fingerprint)
        implements HistoryPreview {
    private static final int NAMED = 3;

    public BaselinePreview {
        migrations = List.copyOf(migrations);
    }

    /**
     * Empty when there is no such migration.
     *
     * @param version null for none
     */
    public static Optional<BaselinePreview> of(Histories now, String version) {
        if (version != null && lastCovered(now, version) < 0) {
            return Optional.empty();
        }
        String refusal = refusal(now);
        Histories after = refusal == null ? now.with(covered(now, version, "", Instant.EPOCH, "")) : now;
        List<StateChange> changes = StateChange.of(now.entries(), after.entries());
        List<Object> seen = new ArrayList<>(changes);
        seen.add(version);
        seen.add(refusal);
        return Optional.of(new BaselinePreview(version, changes, refusal, Fingerprint.of(seen)));
    }

    /** Versions that can be chosen, keys where there are none. */
    public static List<String> choices(Histories now) {
        return now.set().migrations().stream()
                .filter(migration -> migration.kind() == MigrationKind.VERSIONED)
                .map(BaselinePreview::name)
                .toList();
    }

    private static String name(Migration migration) {
        return migration.version() == null
                ? migration.key()
                : migration.version().toString();
    }

    private static int lastCovered(Histories now, String version) {
        List<Migration> migrations = now.set().migrations();
        for (int place = 0; place < migrations.size(); place++) {
            Migration migration = migrations.get(place);
            if (migration.kind() == MigrationKind.VERSIONED && migration.isNamed(version)) {
                return place;
            }
        }
        return -1;
    }

    /** What the history says of the migrations that count as applied. */
    public static List<Amended> covered(Histories now, String version, String admin, Instant at, String reason) {
        if (version == null) {
            return List.of();
        }
        return now.set().migrations().subList(0, lastCovered(now, version) + 1).stream()
                .filter(migration -> migration.kind() == MigrationKind.VERSIONED)
                .map(migration -> new Amended(
                        migration.key(),
                        false,
                        migration.version() == null ? null : migration.version().toString(),
                        migration.description(),
                        migration.script(),
                        migration.checksum(),
                        1,
                        1,
                        migration.statements(),
                        StepOrigin.BASELINE,
                        admin,
                        at,
                        at,
                        migration.label() + " counts as applied: " + reason,
                        null))
                .toList();
    }

    private static String refusal(Histories now) {
        if (!now.set().problems().isEmpty()) {
            return "The files have problems, so that it is not known which migrations there are. The first: "
                    + now.set().problems().get(0);
        }
        if (!now.found().isEmpty()) {
            return now.found().get(0).sentence() + " " + now.found().get(0).advice();
        }
        List<String> applied = now.applied();
        return applied.isEmpty()
                ? null
                : "There is a history already: "
                        + String.join(", ", applied.subList(0, Math.min(NAMED, applied.size())))
                        + (applied.size() > NAMED ? " and " + (applied.size() - NAMED) + " more" : "")
                        + (applied.size() == 1 ? " is" : " are")
                        + " applied. What is wrong with it can be repaired, one migration at a time.";
    }

    /** How many would count as applied. */
    public int count() {
        return (int) migrations.stream()
                .filter(change -> change.after() == MigrationState.BASELINE && change.isChanged())
                .count();
    }
}
