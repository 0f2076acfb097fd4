package org.slipway.adoption;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slipway.history.Amended;
import org.slipway.history.StepError;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;

/** What the schema history gets about one migration of another tool's history: what that tool knew, and that it is not more. */
final class AdoptedMigration {
    private final ForeignTable table;
    private final AdoptionEntry entry;
    private final Migration migration;
    private final ForeignRow row;

    private AdoptedMigration(ForeignTable table, AdoptionEntry entry) {
        this.table = table;
        this.entry = entry;
        this.migration = entry.migration();
        this.row = entry.row();
    }

    /** @param now stands for what the tool did not record */
    static Amended of(ForeignTable table, AdoptionEntry entry, Instant now) {
        return new AdoptedMigration(table, entry).amended(now);
    }

    private Amended amended(Instant now) {
        Instant finished = Objects.requireNonNullElse(row.installedOn(), now);
        return new Amended(
                entry.key(),
                migration == null ? row.repeatable() : migration.kind() == MigrationKind.REPEATABLE,
                version(),
                entry.description(),
                entry.script(),
                checksum(),
                1,
                1,
                migration == null ? 0 : migration.statements(),
                entry.state() == MigrationState.BASELINE ? StepOrigin.BASELINE : StepOrigin.ADOPTED,
                Objects.requireNonNullElse(row.installedBy(), table.title()),
                finished.minus(Objects.requireNonNullElse(row.duration(), Duration.ZERO)),
                finished,
                sentence(),
                row.failed() ? error() : null);
    }

    private String version() {
        if (migration == null) {
            return row.version();
        }
        return migration.version() == null ? null : migration.version().toString();
    }

    /** Of what another text had it is never the file's own: then it would not be told. */
    private Integer checksum() {
        return switch (entry.state()) {
            case CHANGED, SUPERSEDED, MISSING -> {
                Integer recorded = table.tool().number(row.checksum());
                yield migration != null && Objects.equals(recorded, migration.checksum()) ? null : recorded;
            }
            default -> migration.checksum();
        };
    }

    private String sentence() {
        String what = entry.state() == MigrationState.BASELINE
                ? entry.label() + " is covered by the baseline " + row.version() + " of " + table.title()
                : entry.label() + " was applied by " + table.title();
        return what + ", as " + table.name() + " says."
                + (row.installedOn() == null ? " When is not recorded there." : "");
    }

    private StepError error() {
        return new StepError(
                null,
                Comparison.failure(table, row),
                row.failure().isEmpty() ? null : row.failure(),
                null,
                entry.script(),
                0,
                0,
                null,
                -1,
                false,
                "How much of it was applied is not recorded. Look at the live schema; the next run runs the whole migration.");
    }
}
