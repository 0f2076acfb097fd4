package org.slipway.execution;

import java.util.List;
import org.slipway.migration.Problem;

/** What became of the wish to run. */
public sealed interface StartOutcome {
    /** Accepted; the run works on in the background. */
    record Started(long runId) implements StartOutcome {}

    /** Nothing is pending; no run was made. */
    record NothingPending() implements StartOutcome {}

    /** Another run is active; watch that one. */
    record AlreadyActive(long runId) implements StartOutcome {}

    /** Nothing ran, because of all of these. */
    record Invalid(List<Problem> problems) implements StartOutcome {}
}
