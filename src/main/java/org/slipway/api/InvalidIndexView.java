package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.UndoKey;
import org.slipway.status.LeftOvers;

/** An index that costs every write and serves no read, because building it did not come to its end. */
@JsonbNillable
@JsonbPropertyOrder({"name", "table", "definition", "migration", "rebuildable", "builtBySession", "dropStatement"})
public record InvalidIndexView(
        @Schema(description = "Qualified and quoted") String name,

        @Schema(description = "Qualified and quoted") String table,

        String definition,

        @Schema(description = "Key of the migration whose failed step left it behind; null when none is known")
        String migration,

        @Schema(description = "True when a run with rebuildInvalidIndexes may drop it before that step is tried again")
        boolean rebuildable,

        @Schema(description = "Pid of a session that builds an index of this table right now; null when none does")
        Integer builtBySession,

        @Schema(description = "What drops it by hand") String dropStatement) {

    static List<InvalidIndexView> of(LeftOvers leftOvers) {
        return leftOvers.indexes().stream().map(InvalidIndexView::of).toList();
    }

    private static InvalidIndexView of(LeftOvers.Index left) {
        return new InvalidIndexView(
                left.index().name(),
                left.index().table(),
                left.index().definition(),
                left.migrationKey() == null ? null : UndoKey.migration(left.migrationKey()),
                left.isRebuildable(),
                left.index().isBeingBuilt() ? Integer.valueOf(left.index().builder()) : null,
                left.index().dropStatement());
    }
}
