package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;

/** A {@link Run} as the API shows it, with all its steps. */
@JsonbNillable
@JsonbPropertyOrder({
    "id",
    "kind",
    "status",
    "requestedBy",
    "requestedAt",
    "startedAt",
    "finishedAt",
    "results",
    "warnings",
    "errors",
    "steps",
    "notices",
    "target",
    "outOfOrder",
    "node",
    "cancelRequestedBy",
    "activity",
    "soFar",
    "lockWait",
    "progress"
})
public record RunView(
        @Schema(description = "Null when nothing was pending and so no run was made")
        Long id,

        @Schema(description = "What it is for: UNDO takes one migration back, the last three change the history alone")
        RunKind kind,

        @Schema(description = "QUEUED and RUNNING are active, the others are final")
        RunStatus status,

        String requestedBy,
        Instant requestedAt,
        Instant startedAt,

        @Schema(description = "Null while it is active") Instant finishedAt,

        @Schema(description = "Sentences: what was done") List<String> results,

        @Schema(description = "Sentences: objects that were there already, the server's warnings and notices")
        List<String> warnings,

        @Schema(description = "Sentences: what failed, where, whether it was rolled back, what to do next")
        List<String> errors,

        @Schema(description = "In the order in which they run")
        List<StepView> steps,

        @Schema(description = "Sentences about the run as a whole, such as why it was interrupted")
        List<String> notices,

        @Schema(description = "Last version to apply, null for all; of an UNDO the migration's key")
        String target,

        boolean outOfOrder,

        @Schema(description = "The server that works on it") String node,

        @Schema(description = "Null unless somebody asked to stop it")
        String cancelRequestedBy,

        @Schema(description = "What it is doing now; null when it is not active")
        String activity,

        @Schema(description = "What the step under way has done until now; null when the run is not active")
        SoFarView soFar,

        @Schema(description = "The lock that its step waits for, or waited for in its last try; null for none")
        LockWaitView lockWait,

        @Schema(description = "How far a long command is; null unless PostgreSQL tells")
        CommandProgressView progress) {

    /** The empty result: no run was made, because nothing was pending. */
    static final RunView NOTHING_PENDING = new RunView(
            null, null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null,
            false, null, null, null, null, null, null);

    static RunView of(Run run) {
        return new RunView(
                run.id(),
                run.kind(),
                run.status(),
                run.requestedBy(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.results(),
                run.warnings(),
                run.errors().stream().map(StepError::sentence).toList(),
                run.steps().stream().map(StepView::of).toList(),
                run.notices(),
                run.target(),
                run.outOfOrder(),
                run.node(),
                run.cancelRequestedBy(),
                run.activity(),
                SoFarView.of(run),
                LockWaitView.of(run.seen().lockWait()),
                CommandProgressView.of(run.seen().progress()));
    }
}
