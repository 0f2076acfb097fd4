package org.slipway.web;

import java.util.List;
import org.slipway.migration.MigrationState;
import org.slipway.status.CheckResult;
import org.slipway.status.SchemaStatus;

/**
 * The one word at the top of the dashboard. Each status has exactly one, the first in this order that fits: what an admin
 * has to know first hides what can wait.
 */
public enum Verdict {
    /** The database can't be reached, so nothing else is known. */
    UNREACHABLE,
    /** A run is under way; what it leaves behind is not known yet. */
    RUNNING,
    /** Problems keep the next run from starting. */
    BLOCKED,
    /** The last try of a migration failed, so what a run was to bring is not there. */
    FAILED,
    /** A migration was changed, is missing, drifted or late, a check does not answer yes, or an object is not as it was left. */
    ATTENTION,
    PENDING,
    UP_TO_DATE;

    public static Verdict of(SchemaStatus status) {
        if (status.database() == null) {
            return UNREACHABLE;
        }
        if (status.activeRun() != null) {
            return RUNNING;
        }
        if (!status.problems().isEmpty()) {
            return BLOCKED;
        }
        if (status.migrations().stream().anyMatch(m -> m.state() == MigrationState.FAILED)) {
            return FAILED;
        }
        if (needsAttention(status)) {
            return ATTENTION;
        }
        if (status.pending() > 0) {
            return PENDING;
        }
        return status.upToDate() ? UP_TO_DATE : ATTENTION;
    }

    /** Checks of migrations that are not applied are expected to be missing. */
    private static boolean needsAttention(SchemaStatus status) {
        return !status.drift().differences().isEmpty()
                || status.migrations().stream()
                        .anyMatch(m ->
                                SchemaStatus.needsAttention(m) || (!m.state().isPending() && !checksHold(m.checks())));
    }

    private static boolean checksHold(List<CheckResult> checks) {
        return checks.stream().allMatch(c -> c.answer() == CheckResult.Answer.PRESENT);
    }
}
