package org.slipway.status;

import java.util.List;
import java.util.Optional;
import org.slipway.adoption.ForeignHistory;
import org.slipway.history.Run;
import org.slipway.migration.Problem;
import org.slipway.source.LayoutChoice;
import org.slipway.status.ObjectDrift.Difference;

/**
 * Everything that one glance at the dashboard tells.
 *
 * @param database null when it can't be reached; {@code databaseError} says why
 * @param pending how many migrations the next run would work on (without {@code LATE} ones)
 * @param late how many only run out of order
 * @param problems what keeps the next run from starting
 * @param activeRun null unless one is active
 * @param lastRun newest run that ended, null when there is none
 * @param layout in which layout the migrations are, and how that is known
 * @param leftOvers what statements outside transactions have left open
 * @param drift the last comparison of the live schema with what applied migrations left; some seconds old at most
 * @param undecided histories that other tools have kept here and that somebody has to decide about; each is a problem, too
 */
public record SchemaStatus(
        Database database,
        String databaseError,
        int pending,
        int late,
        List<MigrationStatus> migrations,
        List<CheckResult> checks,
        List<Problem> problems,
        Run activeRun,
        Run lastRun,
        LayoutChoice layout,
        LeftOvers leftOvers,
        SchemaDrift drift,
        List<ForeignHistory> undecided) {

    /** One in which nothing is left open and nothing was compared. */
    public SchemaStatus(
            Database database,
            String databaseError,
            int pending,
            int late,
            List<MigrationStatus> migrations,
            List<CheckResult> checks,
            List<Problem> problems,
            Run activeRun,
            Run lastRun,
            LayoutChoice layout) {
        this(
                database,
                databaseError,
                pending,
                late,
                migrations,
                checks,
                problems,
                activeRun,
                lastRun,
                layout,
                LeftOvers.NONE,
                new SchemaDrift.NotRecorded(),
                List.of());
    }

    /**
     * @param version such as {@code 18.1}
     * @param historyExists false until the first run made Slipway's own tables
     * @param pooled whether a connection pooler stands between
     */
    public record Database(
            String name, String host, String version, String user, boolean historyExists, boolean pooled) {}

    /** True when nothing is pending, nothing needs attention, all checks answer yes and all that is expected is there. */
    public boolean upToDate() {
        return database != null
                && pending == 0
                && problems.isEmpty()
                && migrations.stream().noneMatch(m -> needsAttention(m))
                && checks.stream().allMatch(c -> c.answer() == CheckResult.Answer.PRESENT)
                && drift.differences().stream().allMatch(d -> d.difference() == Difference.UNEXPECTED);
    }

    public static boolean needsAttention(MigrationStatus migration) {
        return switch (migration.state()) {
            case FAILED, PARTIAL, DRIFTED, CHANGED, MISSING, LATE -> true;
            case PENDING, APPLIED, BASELINE, SUPERSEDED -> false;
        };
    }

    public Optional<MigrationStatus> find(String key) {
        return migrations.stream().filter(m -> m.key().equals(key)).findFirst();
    }
}
