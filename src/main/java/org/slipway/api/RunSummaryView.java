package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;

/** A {@link Run} in a list: without steps, and so without results, warnings and errors. */
@JsonbNillable
@JsonbPropertyOrder({
    "id",
    "kind",
    "status",
    "requestedBy",
    "requestedAt",
    "startedAt",
    "finishedAt",
    "target",
    "outOfOrder",
    "node"
})
public record RunSummaryView(
        @Schema(description = "For /api/admin/runs/{id}") long id,

        @Schema(description = "What it is for: UNDO takes one migration back, the last three change the history alone")
        RunKind kind,

        @Schema(description = "QUEUED and RUNNING are active, the others are final")
        RunStatus status,

        String requestedBy,
        Instant requestedAt,
        Instant startedAt,
        Instant finishedAt,

        @Schema(description = "Last version to apply, null for all; of an UNDO the migration's key")
        String target,

        boolean outOfOrder,
        String node) {

    static RunSummaryView of(Run run) {
        return new RunSummaryView(
                run.id(),
                run.kind(),
                run.status(),
                run.requestedBy(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.target(),
                run.outOfOrder(),
                run.node());
    }
}
