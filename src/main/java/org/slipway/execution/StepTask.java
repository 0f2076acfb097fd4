package org.slipway.execution;

import java.time.Instant;
import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;

/**
 * One try of one step.
 *
 * @param begun when its first try began
 * @param attempt first is 1
 * @param tolerant true puts a savepoint around each statement and takes "already exists" as a warning
 * @param unbatchedFrom first statement of a batch that failed, sent one by one this time to find the one at fault; 0 for none
 */
public record StepTask(
        RunControl control,
        PlannedStep step,
        Migration migration,
        String appliedBy,
        Instant begun,
        int attempt,
        boolean tolerant,
        int unbatchedFrom) {

    StepTask again() {
        return new StepTask(control, step, migration, appliedBy, begun, attempt + 1, tolerant, unbatchedFrom);
    }

    StepTask withoutBatch(int firstStatement) {
        return new StepTask(control, step, migration, appliedBy, begun, attempt, tolerant, firstStatement);
    }

    StepTask tolerantly() {
        return new StepTask(control, step, migration, appliedBy, begun, attempt, true, unbatchedFrom);
    }
}
