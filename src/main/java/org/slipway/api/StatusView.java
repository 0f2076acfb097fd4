package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.MigrationState;
import org.slipway.status.CheckResult;
import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;

/** {@link SchemaStatus} as the API shows it. Only for a database that was reached; otherwise the answer is a problem. */
@JsonbNillable
@JsonbPropertyOrder({
    "upToDate",
    "pending",
    "late",
    "database",
    "checks",
    "migrations",
    "problems",
    "activeRun",
    "activeRunAddress",
    "layout",
    "undecidedSteps",
    "invalidIndexes",
    "drift"
})
public record StatusView(
        @Schema(description = "True when nothing is pending, nothing needs attention and all checks answer yes")
        boolean upToDate,

        @Schema(description = "How many migrations the next run would work on")
        int pending,

        @Schema(description = "How many only run with outOfOrder")
        int late,

        DatabaseView database,

        @Schema(description = "By name: true is present, false is missing, null is unknown or not asked yet")
        Map<String, Boolean> checks,

        @Schema(description = "In the order in which they run")
        List<MigrationSummaryView> migrations,

        @Schema(description = "What keeps the next run from starting")
        List<ScriptProblemView> problems,

        @Schema(description = "Id of the active run, or null")
        Long activeRun,

        @Schema(description = "Its address, or null") String activeRunAddress,

        LayoutView layout,

        @Schema(description = "The next run must say with undecided what becomes of them")
        List<UndecidedStepView> undecidedSteps,

        @Schema(description = "Of the whole database, also those that no run has made")
        List<InvalidIndexView> invalidIndexes,

        @Schema(
                description =
                        "How many objects are not as the applied migrations left them, some seconds ago at most; null"
                                + " when nobody knows. /api/admin/drift has them")
        Integer drift) {

    /** How migrations are laid out in files, and how that is known. */
    @JsonbNillable
    @JsonbPropertyOrder({"name", "reason"})
    public record LayoutView(
            @Schema(description = "As slipway.migrations.layout names it; null when it could not be told")
            String name,

            @Schema(description = "The file that tells, the setting, or the candidates")
            String reason) {}

    /** The database that the console works on. */
    @JsonbNillable
    @JsonbPropertyOrder({"name", "host", "version", "user", "pooled"})
    public record DatabaseView(
            String name,
            String host,
            String version,
            String user,

            @Schema(description = "True when a connection pooler, such as PgBouncer, stands between")
            boolean pooled) {}

    /** One migration in the status. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "version",
        "description",
        "script",
        "state",
        "installedOn",
        "installedBy",
        "durationMillis",
        "key",
        "label",
        "reason"
    })
    public record MigrationSummaryView(
            @Schema(description = "Null for a repeatable migration")
            String version,

            String description,
            String script,
            MigrationState state,

            @Schema(description = "Null unless applied") Instant installedOn,

            @Schema(description = "Null unless applied") String installedBy,

            @Schema(description = "Of all its applied steps; null unless applied")
            Long durationMillis,

            @Schema(description = "For /api/admin/migrations/{key}")
            String key,

            @Schema(description = "How sentences name it") String label,

            @Schema(description = "Why it is in this state; null when the state says it all")
            String reason) {

        static MigrationSummaryView of(MigrationStatus migration) {
            return new MigrationSummaryView(
                    migration.version(),
                    migration.description(),
                    migration.script(),
                    migration.state(),
                    migration.installedOn(),
                    migration.installedBy(),
                    Positions.millis(migration.duration()),
                    migration.key(),
                    migration.label(),
                    migration.reason());
        }
    }

    /** @param runAddress where a run can be read, by its id */
    static StatusView of(SchemaStatus status, LongFunction<URI> runAddress) {
        SchemaStatus.Database database = status.database();
        Long activeRun = status.activeRun() == null ? null : status.activeRun().id();
        return new StatusView(
                status.upToDate(),
                status.pending(),
                status.late(),
                new DatabaseView(
                        database.name(), database.host(), database.version(), database.user(), database.pooled()),
                answers(status.checks()),
                status.migrations().stream().map(MigrationSummaryView::of).toList(),
                ScriptProblemView.of(status.problems()),
                activeRun,
                activeRun == null ? null : runAddress.apply(activeRun).toString(),
                new LayoutView(status.layout().name(), status.layout().reason()),
                UndecidedStepView.of(status.leftOvers()),
                InvalidIndexView.of(status.leftOvers()),
                status.drift().isCompared() ? status.drift().differences().size() : null);
    }

    /** In the order of the migrations that ask, as {@code Collectors.toMap} could not: it refuses null values. */
    private static Map<String, Boolean> answers(List<CheckResult> checks) {
        Map<String, Boolean> answers = new LinkedHashMap<>();
        checks.forEach(check -> answers.put(check.name(), check.asBoolean().orElse(null)));
        return answers;
    }
}
