package org.slipway.execution;

import org.slipway.history.StepError;

/** How one try of one step ended. */
public sealed interface StepOutcome {
    /** Done and recorded, both in one transaction. */
    record Applied() implements StepOutcome {}

    /** Another node has taken over the run; nothing was done. */
    record ClaimLost() implements StepOutcome {}

    /**
     * @param statement number of the statement that failed, 0 when none did
     * @param inBatch true when the statement is only the first of a batch
     * @param journal id of the row that tells of an autocommit step's begin; 0 for none
     */
    record Failed(StepError error, int statement, int line, boolean inBatch, long journal) implements StepOutcome {
        String sqlState() {
            return error.sqlState() == null ? "" : error.sqlState();
        }
    }
}
