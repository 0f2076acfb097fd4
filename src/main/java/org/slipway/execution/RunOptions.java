package org.slipway.execution;

/**
 * What the admin asked for.
 *
 * @param target last version to apply, null for all
 * @param outOfOrder true to run {@code LATE} migrations too
 * @param undecided what becomes of autocommit steps of which nobody but a person can say whether they were applied
 * @param rebuildInvalidIndexes true to drop an invalid index that a step left behind before that step is tried again
 */
public record RunOptions(String target, boolean outOfOrder, Undecided undecided, boolean rebuildInvalidIndexes) {
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
}
