package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.adoption.AdoptionEntry;
import org.slipway.adoption.AdoptionPreview;
import org.slipway.migration.MigrationState;

/** The histories of other tools that somebody has to decide about, each with what adopting it would do. */
@JsonbNillable
public record AdoptionView(
        @Schema(
                description =
                        "Empty when nothing is to be decided: nothing was found, or this database has a history here")
        List<HistoryView> histories) {

    /** One history. */
    @JsonbNillable
    @JsonbPropertyOrder({"table", "tool", "layout", "fingerprint", "obstacles", "counts", "migrations"})
    public record HistoryView(
            @Schema(description = "The other tool's table, for the request to adopt it")
            String table,

            String tool,

            @Schema(description = "Layout of the files that belong to it, as slipway.migrations.layout names it")
            String layout,

            @Schema(description = "For the request to adopt it: changes with anything of this preview")
            String fingerprint,

            @Schema(description = "Why it can't be adopted as it is; empty when it can")
            List<String> obstacles,

            @Schema(description = "How many migrations would be in each state")
            Map<String, Integer> counts,

            List<AdoptedMigrationView> migrations) {

        static HistoryView of(AdoptionPreview preview) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            preview.counts().forEach((state, count) -> counts.put(state.name(), count));
            return new HistoryView(
                    preview.table().name(),
                    preview.table().title(),
                    preview.table().layout(),
                    preview.fingerprint(),
                    preview.obstacles(),
                    counts,
                    preview.entries().stream().map(AdoptedMigrationView::of).toList());
        }
    }

    /** Where one migration would stand. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "key",
        "label",
        "description",
        "script",
        "state",
        "reason",
        "installedBy",
        "installedOn",
        "durationMillis"
    })
    public record AdoptedMigrationView(
            String key,

            String label,

            String description,

            String script,

            @Schema(description = "After the adoption") MigrationState state,

            String reason,

            @Schema(description = "Null where the tool does not record it")
            String installedBy,

            @Schema(description = "Null where the tool does not record it")
            Instant installedOn,

            @Schema(description = "Null where the tool does not record it")
            Long durationMillis) {

        static AdoptedMigrationView of(AdoptionEntry entry) {
            return new AdoptedMigrationView(
                    entry.key(),
                    entry.label(),
                    entry.description(),
                    entry.script(),
                    entry.state(),
                    entry.reason(),
                    entry.row() == null ? null : entry.row().installedBy(),
                    entry.row() == null ? null : entry.row().installedOn(),
                    entry.row() == null || entry.row().duration() == null
                            ? null
                            : entry.row().duration().toMillis());
        }
    }

    static AdoptionView of(List<AdoptionPreview> previews) {
        return new AdoptionView(previews.stream().map(HistoryView::of).toList());
    }
}
