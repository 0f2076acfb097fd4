package org.slipway.configuration;

import java.time.Duration;

/**
 * How migrations run.
 *
 * @param historySchema schema of Slipway's own tables
 * @param lockTimeout how long a step waits for one lock before it is rolled back and tried again
 * @param lockRetryBudget how long a step is tried again after lock time-outs, deadlocks and serialization failures
 * @param statementTimeout for each statement; zero for none
 * @param checkTimeout for all checks of one status together
 * @param drainTimeout how long a stopping server waits for the step it is in before it cancels it
 * @param heartbeat how often a working node says that it is alive
 * @param lostAfter how old the last heartbeat of a lost node is
 */
public record ExecutionSettings(
        String historySchema,
        Duration lockTimeout,
        Duration lockRetryBudget,
        Duration statementTimeout,
        OnExisting onExisting,
        Divide divide,
        Duration checkTimeout,
        Duration drainTimeout,
        Duration heartbeat,
        Duration lostAfter) {

    /** What an object that is there already is. */
    public enum OnExisting {
        WARN,
        FAIL
    }

    /** What happens when PostgreSQL refuses a statement in a transaction block. */
    public enum Divide {
        AUTO,
        REFUSE
    }
}
