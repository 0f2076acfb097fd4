package org.slipway.history;

import java.time.Duration;

/**
 * One step of a run's plan. A plan changes only when PostgreSQL refuses a statement in a transaction block.
 *
 * @param index number of the step within its migration, first is 1, counting on from the steps that are applied already
 * @param title null when the author gave none
 * @param firstStatement number within the script
 * @param lastStatement {@code firstStatement - 1} for a migration without statements
 * @param line where it begins in the script
 * @param completes true for its migration's last step
 * @param lockTimeout null for the console's default
 * @param statementTimeout null for the console's default
 * @param remark sentence about how this step came to be, such as why the file was divided here; null for none
 */
public record PlannedStep(
        String migrationKey,
        String label,
        String description,
        String script,
        int index,
        String title,
        int firstStatement,
        int lastStatement,
        int line,
        boolean transactional,
        boolean completes,
        Duration lockTimeout,
        Duration statementTimeout,
        String remark) {

    public int statementCount() {
        return lastStatement - firstStatement + 1;
    }
}
