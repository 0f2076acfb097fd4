package org.slipway.execution;

import org.slipway.history.RunStore.ClaimOutcome;

/** What became of the wish to change the schema history without a migration that runs. */
public sealed interface AmendmentOutcome {
    /** @param runId under which it is recorded */
    record Done(long runId) implements AmendmentOutcome {}

    /** Another run is active; nothing was changed. */
    record Busy(long activeRunId) implements AmendmentOutcome {}

    /** What there is now is not what the admin saw; nothing was changed. */
    record Outdated() implements AmendmentOutcome {}

    /** It can't be done, whoever asks; nothing was changed. */
    record Refused(String reason) implements AmendmentOutcome {}

    /** Of an amendment that was tried. */
    static AmendmentOutcome of(ClaimOutcome outcome) {
        if (outcome instanceof ClaimOutcome.Claimed claimed) {
            return new Done(claimed.claim().runId());
        }
        return outcome instanceof ClaimOutcome.Busy busy ? new Busy(busy.activeRunId()) : new Outdated();
    }
}
