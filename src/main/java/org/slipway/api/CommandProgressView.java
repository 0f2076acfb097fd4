package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.catalog.SessionActivity.CommandProgress;

/** A {@link CommandProgress} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"command", "phase", "relation", "done", "total", "unit"})
public record CommandProgressView(
        @Schema(description = "Such as CREATE INDEX CONCURRENTLY")
        String command,

        @Schema(description = "As the server names it") String phase,

        @Schema(description = "The table, null when it is not known")
        String relation,

        long done,

        @Schema(description = "0 when it is not known") long total,

        @Schema(description = "blocks, bytes, tuples or lockers")
        String unit) {

    /** Null for null. */
    static CommandProgressView of(CommandProgress progress) {
        return progress == null
                ? null
                : new CommandProgressView(
                        progress.command(),
                        progress.phase(),
                        progress.relation(),
                        progress.done(),
                        progress.total(),
                        progress.unit());
    }
}
