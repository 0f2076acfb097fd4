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
 */
record StepTask(
        RunControl control,
        PlannedStep step,
        Migration migration,
        String appliedBy,
        Instant begun,
        int attempt,
        boolean tolerant) {

    StepTask again() {
        return new StepTask(control, step, migration, appliedBy, begun, attempt + 1, tolerant);
    }

    StepTask tolerantly() {
        return new StepTask(control, step, migration, appliedBy, begun, attempt, true);
    }
}
