package org.slipway.repair;

/** What a change of the schema history would do, as an admin is shown it before it is done. */
public sealed interface HistoryPreview permits BaselinePreview, RepairPreview {
    /** Why it can't be done, a sentence or two; null when it can. */
    String refusal();

    /** Of all that decides what would be changed. */
    String fingerprint();
}
