package org.slipway.execution;

import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;

/** One try of one step. */
public record StepTask(RunControl control, PlannedStep step, Migration migration, String appliedBy, Attempt attempt) {

    StepTask with(Attempt next) {
        return new StepTask(control, step, migration, appliedBy, next);
    }

    /** What an admin does when the run ended though the step is applied: nothing after the last step of a way back. */
    String next() {
        return step.completes() && control.options().undo() != null
                ? "nothing is left to do"
                : control.again() + " to go on";
    }
}
