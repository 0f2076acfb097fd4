package org.slipway.history;

import java.time.Instant;
import java.util.List;
import org.slipway.catalog.SessionActivity;

/**
 * One press of the button, as the database records it.
 *
 * @param kind what it is for
 * @param node which server works on it
 * @param target last version to apply, null for all; of an undo the key of the migration that it takes back
 * @param activity what it is doing now, one sentence; null when it is not active
 * @param cancelRequestedBy null unless an admin asked to stop it
 * @param soFar of the step under way
 * @param seen what the session of the step under way does, seen from outside
 * @param notices sentences about the whole run, such as why it was interrupted
 * @param steps in the order in which they run; empty in lists of runs
 */
public record Run(
        long id,
        RunKind kind,
        RunStatus status,
        String requestedBy,
        Instant requestedAt,
        Instant startedAt,
        Instant finishedAt,
        String node,
        String target,
        boolean outOfOrder,
        String cancelRequestedBy,
        String activity,
        SoFar soFar,
        SessionActivity seen,
        List<String> notices,
        List<RunStep> steps) {

    public Run {
        notices = List.copyOf(notices);
        steps = List.copyOf(steps);
    }

    public List<String> results() {
        return steps.stream().flatMap(s -> s.results().stream()).toList();
    }

    public List<String> warnings() {
        return steps.stream().flatMap(s -> s.warnings().stream()).toList();
    }

    public List<StepError> errors() {
        return steps.stream().map(RunStep::error).filter(e -> e != null).toList();
    }
}
