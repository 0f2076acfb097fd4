package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.status.ScriptChanges;

/** What a repair of one migration's history would change. */
@JsonbNillable
@JsonbPropertyOrder({"action", "migration", "next", "others", "changes", "refusal", "fingerprint"})
public record RepairPreviewView(
        RepairAction action,
        StateChangeView migration,

        @Schema(description = "What the next run would do with it, a sentence")
        String next,

        @Schema(description = "Migrations whose state would change with it")
        List<StateChangeView> others,

        @Schema(
                description =
                        "A unified diff, line by line, from what was applied to what is in the file now; null when"
                                + " nothing is applied or it can't be compared")
        List<String> changes,

        @Schema(description = "Why it can't be done; null when it can")
        String refusal,

        @Schema(description = "For the request to do it: nothing else than what is shown here is done")
        String fingerprint) {

    /** @param changes null where there are none to tell */
    static RepairPreviewView of(RepairPreview preview, ScriptChanges changes) {
        return new RepairPreviewView(
                preview.action(),
                StateChangeView.of(preview.change()),
                preview.next(),
                StateChangeView.of(preview.others()),
                changes == null || changes.unknown() != null ? null : changes.lines(),
                preview.refusal(),
                preview.fingerprint());
    }
}
