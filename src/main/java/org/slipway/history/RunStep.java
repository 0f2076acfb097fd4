package org.slipway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slipway.catalog.Receipt;

/**
 * One step of one run: planned, under way or ended.
 *
 * @param migrationKey address of its migration
 * @param label how sentences name the migration, such as {@code V3}
 * @param index first step of a migration is 1
 * @param title null when the author gave none
 * @param startedAt null until begun
 * @param duration null until ended
 * @param results sentences
 * @param warnings sentences
 * @param error null unless it failed
 * @param attempts how many times it was tried; more than 1 after lock time-outs and the like
 * @param receipt null unless it is applied; with definitions only where one migration is asked for
 */
public record RunStep(
        String migrationKey,
        String label,
        String description,
        String script,
        int index,
        String title,
        boolean transactional,
        StepStatus status,
        Instant startedAt,
        Duration duration,
        int attempts,
        List<String> results,
        List<String> warnings,
        StepError error,
        Receipt receipt) {

    public RunStep {
        results = List.copyOf(results);
        warnings = List.copyOf(warnings);
    }
}
