package org.slipway.history;

import java.util.EnumSet;
import java.util.Set;

/** A run's life. Only the first two are active, and at most one run is. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    /** A step failed; what was done before it stays done. */
    FAILED,
    /** An admin stopped it; the step it was in was rolled back. */
    CANCELLED,
    /** Its server stopped or was lost; what is recorded as done is done, the rest is not. */
    INTERRUPTED;

    private static final Set<RunStatus> ENDED = EnumSet.of(SUCCEEDED, FAILED, CANCELLED, INTERRUPTED);

    public boolean isActive() {
        return !ENDED.contains(this);
    }

    public boolean canBecome(RunStatus next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next == FAILED || next == CANCELLED || next == INTERRUPTED;
            case RUNNING -> ENDED.contains(next);
            case SUCCEEDED, FAILED, CANCELLED, INTERRUPTED -> false;
        };
    }
}
