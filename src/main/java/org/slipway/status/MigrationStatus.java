package org.slipway.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationState;

/**
 * One row of the status table.
 *
 * @param version null for a repeatable migration
 * @param migration null when its file is gone ({@code MISSING})
 * @param undoObstacle why it can't be taken back now, a sentence or two; null when it can
 * @param installedOn null unless applied
 * @param installedBy null unless applied
 * @param duration of all its applied steps; null unless applied
 * @param reason one sentence why it is in this state; null for plain {@code PENDING} and {@code APPLIED}
 */
public record MigrationStatus(
        String key,
        String label,
        String version,
        String description,
        String script,
        MigrationState state,
        String reason,
        Instant installedOn,
        String installedBy,
        Duration duration,
        List<CheckResult> checks,
        Migration migration,
        String undoObstacle) {

    /** Whether somebody who has to name it before something happens to it has done so: by its label or its key. */
    public boolean isNamed(String name) {
        return name != null && (name.strip().equals(label) || name.strip().equals(key));
    }
}
