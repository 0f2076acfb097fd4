package org.slipway.history;

/** Where one step of a run stands. */
public enum StepStatus {
    /** Planned, not begun. */
    WAITING,
    RUNNING,
    APPLIED,
    /** Applied by this run, and taken back since. */
    UNDONE,
    /** Tried and not applied; the error says whether it was rolled back. */
    FAILED,
    /** Never begun, because the run ended before. */
    NOT_RUN,
    /** An autocommit step was begun and its end was not recorded. */
    UNKNOWN
}
