package org.slipway.catalog;

/**
 * What became of a statement that ran outside a transaction and whose end was not told.
 *
 * @param sentence how it was found out, without a full stop
 * @param invalidIndex one that is in the way, qualified and quoted; null for none
 * @param made whether the statement made it
 */
public record Finding(Outcome outcome, String sentence, String invalidIndex, boolean made) {

    /** What can be found. */
    public enum Outcome {
        /** What it was to bring about is there. */
        APPLIED,
        /** Nothing of it is there. */
        NOT_APPLIED,
        /** Nobody can see whether it was done; once more does no harm. */
        REPEATABLE,
        /** A part of it is there, and in the way of the next try. */
        UNFINISHED,
        /** Its session is still at work. */
        RUNNING,
        /** Nobody can see it, and once more may be once too often. */
        UNKNOWABLE
    }

    Finding(Outcome outcome, String sentence) {
        this(outcome, sentence, null, false);
    }

    static Finding invalid(String index, boolean made) {
        return new Finding(Outcome.UNFINISHED, "the index " + index + " is there but invalid", index, made);
    }

    /** The invalid index if the statement made it, else null. */
    public String leftBehind() {
        return made ? invalidIndex : null;
    }

    /** The session of the statement has not ended. */
    public static Finding running(int pid) {
        return new Finding(Outcome.RUNNING, "its session (pid " + pid + ") is still at work");
    }
}
