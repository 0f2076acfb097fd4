package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.MigrationState;
import org.slipway.repair.StateChange;

/** Where a migration stands, and where it would stand. */
@JsonbNillable
@JsonbPropertyOrder({"key", "label", "description", "before", "after", "reason"})
public record StateChangeView(
        @Schema(description = "For /api/admin/migrations/{key}")
        String key,

        @Schema(description = "How sentences name it") String label,

        String description,
        MigrationState before,

        @Schema(description = "Null when it would not be listed any more")
        MigrationState after,

        @Schema(description = "Why it is where it is now; null when the state says it all")
        String reason) {

    static StateChangeView of(StateChange change) {
        return new StateChangeView(
                change.key(), change.label(), change.description(), change.before(), change.after(), change.reason());
    }

    static List<StateChangeView> of(List<StateChange> changes) {
        return changes.stream().map(StateChangeView::of).toList();
    }
}
