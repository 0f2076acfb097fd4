package org.slipway.execution;

import java.util.List;

/** What became of the wish to adopt another tool's history. */
public sealed interface AdoptionOutcome {
    /** The schema history has it now, as what this run did. */
    record Adopted(long runId) implements AdoptionOutcome {}

    /** Another run is active; nothing was changed. */
    record Busy(long activeRunId) implements AdoptionOutcome {}

    /** What there is now is not what was shown; nothing was changed. */
    record Outdated() implements AdoptionOutcome {}

    /** It can't be adopted as it is, because of all of these; nothing was changed. */
    record Refused(List<String> obstacles) implements AdoptionOutcome {}
}
