package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.Run;
import org.slipway.history.SoFar;

/** {@link SoFar} as the API shows it. Nothing of it is committed yet. */
@JsonbNillable
@JsonbPropertyOrder({"statements", "rows", "notices"})
public record SoFarView(
        @Schema(description = "How many statements of the step have ended")
        long statements,

        @Schema(description = "How many rows those have written or given")
        long rows,

        @Schema(description = "Sentences: the last notices of the server, also those of the statement under way")
        List<String> notices) {

    /** Null when it is not active. */
    static SoFarView of(Run run) {
        SoFar soFar = run.soFar();
        return run.activity() == null ? null : new SoFarView(soFar.statements(), soFar.rows(), soFar.notices());
    }
}
