package org.slipway.history;

import java.time.Instant;
import java.util.List;

/**
 * One migration as an amendment of the schema history writes it, in one step.
 *
 * @param version null for a repeatable migration, and where only the place in a changelog orders migrations
 * @param checksum of the text that was applied; null when that is not known
 * @param index number of the step within its migration
 * @param firstStatement number of the first statement that it stands for, first is 1
 * @param lastStatement {@code firstStatement - 1} when it stands for none
 * @param origin how the history knows
 * @param appliedBy who applied it, or who says so
 * @param sentence how it came into the history
 * @param error why it counts as failed; null when it counts as applied
 */
public record Amended(
        String migrationKey,
        boolean repeatable,
        String version,
        String description,
        String script,
        Integer checksum,
        int index,
        int firstStatement,
        int lastStatement,
        StepOrigin origin,
        String appliedBy,
        Instant startedAt,
        Instant finishedAt,
        String sentence,
        StepError error) {

    /** As the list of what a run does has it. */
    public PlannedStep planned() {
        return new PlannedStep(
                migrationKey,
                MigrationHistory.label(repeatable, version, description),
                description,
                script,
                index,
                null,
                firstStatement,
                lastStatement,
                1,
                true,
                true,
                null,
                null,
                null);
    }

    List<String> results() {
        return error == null ? List.of(sentence) : List.of();
    }
}
