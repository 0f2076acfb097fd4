package org.slipway.adoption;

import org.slipway.migration.Migration;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;

/**
 * One migration, and where it would stand once the other tool's history was adopted.
 *
 * @param migration null when its file is gone
 * @param row what the other tool says about it; null when it says nothing, and it stays as pending as it is
 * @param reason one sentence; null for plain applied and pending
 */
public record AdoptionEntry(Migration migration, ForeignRow row, MigrationState state, String reason) {
    public String key() {
        return migration == null ? row.key() : migration.key();
    }

    /** How sentences name it. */
    public String label() {
        return migration == null
                ? Migration.label(row.repeatable(), row.version(), row.description())
                : migration.label();
    }

    public String description() {
        return migration == null ? row.description() : migration.description();
    }

    public String script() {
        return migration == null ? row.script() : migration.script();
    }

    /** False when nothing is written about it: what is pending, and what failed and has no file any more. */
    public boolean isRecorded() {
        return row != null && (migration != null || !row.failed());
    }

    /** True when it counts as done afterwards, whatever else is the matter with it. */
    boolean isDone() {
        return switch (state) {
            case APPLIED, CHANGED, MISSING, BASELINE, SUPERSEDED, DRIFTED -> true;
            case PENDING, PARTIAL, FAILED, LATE -> false;
        };
    }

    /** Null for one without a version. */
    MigrationVersion version() {
        return migration == null ? null : migration.version();
    }
}
