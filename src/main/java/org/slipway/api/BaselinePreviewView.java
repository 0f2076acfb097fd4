package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.repair.BaselinePreview;

/** What would count as applied. */
@JsonbNillable
@JsonbPropertyOrder({"version", "covered", "migrations", "refusal", "fingerprint"})
public record BaselinePreviewView(
        @Schema(
                description = "Of the last migration that would count as applied, its key where there are no versions;"
                        + " null for none")
        String version,

        @Schema(description = "How many would count as applied")
        int covered,

        @Schema(
                description =
                        "All, in the order in which they run; after is BASELINE for those that would count as applied")
        List<StateChangeView> migrations,

        @Schema(description = "Why there can be no baseline; null when there can")
        String refusal,

        @Schema(description = "For the request to make it: nothing else than what is shown here is recorded")
        String fingerprint) {

    static BaselinePreviewView of(BaselinePreview preview) {
        return new BaselinePreviewView(
                preview.version(),
                preview.count(),
                StateChangeView.of(preview.migrations()),
                preview.refusal(),
                preview.fingerprint());
    }
}
