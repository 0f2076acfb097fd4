package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.RunStep;
import org.slipway.history.StepStatus;
import org.slipway.migration.UndoKey;

/** A {@link RunStep} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({
    "script",
    "index",
    "status",
    "durationMillis",
    "error",
    "migration",
    "label",
    "description",
    "title",
    "transactional",
    "startedAt",
    "attempts",
    "results",
    "warnings",
    "receipt"
})
public record StepView(
        String script,

        @Schema(description = "First step of a migration is 1")
        int index,

        StepStatus status,

        @Schema(description = "Null until it ended") Long durationMillis,

        @Schema(description = "Null unless it failed") ErrorView error,

        @Schema(description = "The migration's key, for /api/admin/migrations/{key}; also where it is taken back")
        String migration,

        @Schema(description = "How sentences name the migration")
        String label,

        String description,

        @Schema(description = "Null when the author gave none")
        String title,

        @Schema(description = "False when it runs with autocommit")
        boolean transactional,

        @Schema(description = "Null until begun") Instant startedAt,

        @Schema(description = "More than 1 after lock time-outs and the like")
        int attempts,

        List<String> results,
        List<String> warnings,

        @Schema(description = "What PostgreSQL itself says that it did; null unless it is applied")
        ReceiptView receipt) {

    static StepView of(RunStep step) {
        return new StepView(
                step.script(),
                step.index(),
                step.status(),
                Positions.millis(step.duration()),
                ErrorView.of(step.error()),
                UndoKey.migration(step.migrationKey()),
                step.label(),
                step.description(),
                step.title(),
                step.transactional(),
                step.startedAt(),
                step.attempts(),
                step.results(),
                step.warnings(),
                ReceiptView.of(step.receipt()));
    }
}
