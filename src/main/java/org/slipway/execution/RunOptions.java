package org.slipway.execution;

import java.util.List;
import org.slipway.history.PlannedStep;
import org.slipway.history.RunKind;
import org.slipway.history.RunStore;

/**
 * What the admin asked for.
 *
 * @param target last version to apply, null for all
 * @param outOfOrder true to run {@code LATE} migrations too
 * @param undecided what becomes of autocommit steps of which nobody but a person can say whether they were applied
 * @param rebuildInvalidIndexes true to drop an invalid index that a step left behind before that step is tried again
 * @param undo key of the migration to take back; null to apply what is pending
 */
public record RunOptions(
        String target, boolean outOfOrder, Undecided undecided, boolean rebuildInvalidIndexes, String undo) {
    public static final RunOptions DEFAULT = new RunOptions(null, false);

    /** A person's word on a statement whose outcome can't be seen. */
    public enum Undecided {
        /** Nobody has said anything: a run that meets one does not start. */
        REFUSE,
        RUN_AGAIN,
        TAKE_AS_APPLIED
    }

    public RunOptions(String target, boolean outOfOrder) {
        this(target, outOfOrder, Undecided.REFUSE, false);
    }

    public RunOptions(String target, boolean outOfOrder, Undecided undecided, boolean rebuildInvalidIndexes) {
        this(target, outOfOrder, undecided, rebuildInvalidIndexes, null);
    }

    /** @param migrationKey of the migration to take back */
    public static RunOptions undo(String migrationKey, Undecided undecided, boolean rebuildInvalidIndexes) {
        return new RunOptions(null, false, undecided, rebuildInvalidIndexes, migrationKey);
    }

    /** As the history keeps it; of an undo the target is the migration that it takes back. */
    RunStore.Request request(String requestedBy, String node, List<PlannedStep> plan) {
        return new RunStore.Request(
                undo == null ? RunKind.MIGRATE : RunKind.UNDO,
                requestedBy,
                node,
                undo == null ? target : undo,
                outOfOrder,
                plan);
    }
}
