package org.slipway.migration;

/**
 * How a precondition within a script tells the engine what becomes of the migration: it raises an exception with one of these
 * SQLSTATEs, which PostgreSQL itself never uses.
 */
public final class PreconditionCode {
    /** Nothing of it runs, and it is recorded as applied. */
    public static final String MARK_AS_RUN = "SLW01";
    /** Nothing of it runs now; the next run asks again. */
    public static final String LEAVE_OUT = "SLW02";

    private PreconditionCode() {}
}
