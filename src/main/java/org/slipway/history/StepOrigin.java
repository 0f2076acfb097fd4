package org.slipway.history;

/** How a step came into the schema history. Kept by name. */
public enum StepOrigin {
    /** It ran here. */
    RUN,
    /** Another tool's history says so. */
    ADOPTED,
    /** It is covered by the baseline. */
    BASELINE,
    /** An admin said so. */
    MARKED
}
