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

    /** Begins what works for this run in a session that has no name of ours; {@code pg_stat_activity} shows that too. */
    public String comment() {
        return "/* " + applicationName() + " */ ";
    }

    /** SQL: whether what {@code a} of {@code pg_stat_activity} works on has the {@link #comment} of a run. */
    static String isBegunBy(String run) {
        return "starts_with(a.query, '/* slipway run ' || " + run + " || ' */')";
    }

    static String applicationName(long runId) {
        return "slipway run " + runId;
    }
}
