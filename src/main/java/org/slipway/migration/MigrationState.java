package org.slipway.migration;

/** Where a migration stands, seen from files, schema history and the live schema together. */
public enum MigrationState {
    /** Not applied yet; the next run applies it. */
    PENDING,
    /** All its steps are in the schema history, unchanged. */
    APPLIED,
    /** Some of its steps are; the next run goes on with the first that is not. */
    PARTIAL,
    /** The last try failed; nothing of that step remains. The next run tries it again. */
    FAILED,
    /** Applied, but the live schema lacks or contradicts what it should have left. */
    DRIFTED,
    /** The file was edited after it was applied. */
    CHANGED,
    /** Applied, but its file is gone. */
    MISSING,
    /** Older than the newest applied version; runs only when the admin asks for out of order. */
    LATE,
    /** Covered by the baseline; never runs. */
    BASELINE,
    /** A repeatable migration whose newer content is pending. */
    SUPERSEDED;

    /** True when a run would do something for it. {@code LATE} counts only with out of order. */
    public boolean isPending() {
        return this == PENDING || this == PARTIAL || this == FAILED || this == SUPERSEDED;
    }
}
