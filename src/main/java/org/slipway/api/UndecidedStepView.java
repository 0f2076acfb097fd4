package org.slipway.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.UndoKey;
import org.slipway.status.FoundStep;
import org.slipway.status.LeftOvers;

/** A statement outside a transaction of which only a person can say whether it was applied. */
@JsonbPropertyOrder({"migration", "step", "run", "message"})
public record UndecidedStepView(
        @Schema(description = "Key of its migration") String migration,

        @Schema(description = "Number within the migration, first is 1")
        int step,

        @Schema(description = "Id of the run that began it") long run,

        @Schema(description = "What is known of it, and what to do")
        String message) {

    static List<UndecidedStepView> of(LeftOvers leftOvers) {
        return leftOvers.undecided().stream().map(UndecidedStepView::of).toList();
    }

    private static UndecidedStepView of(FoundStep found) {
        return new UndecidedStepView(
                UndoKey.migration(found.step().migrationKey()),
                found.step().index(),
                found.step().runId(),
                found.sentence() + " " + found.advice());
    }
}
