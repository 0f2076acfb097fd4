package org.slipway.execution;

import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;

/** One try of one step. */
public record StepTask(RunControl control, PlannedStep step, Migration migration, String appliedBy, Attempt attempt) {

    StepTask with(Attempt next) {
        return new StepTask(control, step, migration, appliedBy, next);
    }
}
