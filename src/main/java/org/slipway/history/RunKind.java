package org.slipway.history;

/** What a run is for. Kept by name. */
public enum RunKind {
    /** Applies what is pending. */
    MIGRATE,
    /** Takes back one migration. */
    UNDO,
    /** Takes over another tool's history. */
    ADOPT,
    /** Says up to where migrations count as applied. */
    BASELINE,
    /** Corrects the history of one migration. */
    REPAIR
}
