package org.slipway.history;

/**
 * The right to work on a run. It is lost when another node raises the run's fencing number.
 *
 * @param fence the number the run had when it was claimed
 */
public record Claim(long runId, long fence) {
    /** What {@code pg_stat_activity} shows while a step of this run is under way. */
    public String applicationName() {
        return applicationName(runId);
    }

    static String applicationName(long runId) {
        return "slipway run " + runId;
    }
}
