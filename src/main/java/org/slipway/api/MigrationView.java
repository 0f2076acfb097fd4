package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.Run;
import org.slipway.migration.Check;
import org.slipway.migration.Directive;
import org.slipway.migration.Migration;
import org.slipway.migration.Step;
import org.slipway.status.CheckResult;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ScriptChanges;

/** One migration with everything that is known about it. What only its file knows is null or empty when the file is gone. */
@JsonbNillable
@JsonbPropertyOrder({
    "key",
    "label",
    "migration",
    "checksum",
    "documentation",
    "directives",
    "checks",
    "statements",
    "steps",
    "sql",
    "sqlTruncated",
    "sqlError",
    "changes",
    "undo",
    "undoObstacle",
    "runs"
})
public record MigrationView(
        String key,
        String label,

        @Schema(description = "As in the status") StatusView.MigrationSummaryView migration,

        @Schema(description = "Flyway's: a signed CRC32 over the lines; null when the file is gone")
        Integer checksum,

        @Schema(description = "The file's first comment block")
        String documentation,

        @Schema(description = "The slipway: comments as they were understood")
        List<DirectiveView> directives,

        List<CheckView> checks,

        @Schema(description = "How many statements the script has; null when the file is gone")
        Integer statements,

        @Schema(description = "As its author divided it; PostgreSQL may divide it further")
        List<PlannedStepView> steps,

        @Schema(description = "The script, placeholders replaced; null when it can't be read")
        String sql,

        @Schema(description = "True when sql is only the beginning of a script of more than a million characters")
        boolean sqlTruncated,

        @Schema(description = "Why the script can't be read, else null")
        String sqlError,

        @Schema(
                description = "A unified diff, line by line, from the statements that were applied to those in the file"
                        + " now; empty when they are the same, null when nothing is applied or it can't be compared")
        List<String> changes,

        @Schema(description = "The script that takes it back; null when its author wrote none")
        UndoView undo,

        @Schema(description = "Why POST …/undo would be refused now, a sentence or two; null when it can be undone")
        String undoObstacle,

        @Schema(description = "Runs that worked on it or took it back, newest first, with its steps only")
        List<RunView> runs) {

    /** A check and its answer. */
    @JsonbNillable
    @JsonbPropertyOrder({"name", "present", "error", "sql", "line"})
    public record CheckView(
            String name,

            @Schema(description = "Null when unknown or not asked yet")
            Boolean present,

            @Schema(description = "Why it is unknown, else null")
            String error,

            @Schema(description = "Null for a check that no file has written")
            String sql,

            Integer line) {

        static CheckView of(CheckResult result, Optional<Check> written) {
            return new CheckView(
                    result.name(),
                    result.asBoolean().orElse(null),
                    result.error(),
                    written.map(Check::sql).orElse(null),
                    written.map(Check::line).orElse(null));
        }

        static CheckView unasked(Check check) {
            return new CheckView(check.name(), null, null, check.sql(), check.line());
        }
    }

    /** A step before it runs. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "index",
        "title",
        "line",
        "firstStatement",
        "lastStatement",
        "transactional",
        "lockTimeoutMillis",
        "statementTimeoutMillis"
    })
    public record PlannedStepView(
            int index,
            String title,
            int line,
            int firstStatement,
            int lastStatement,
            boolean transactional,

            @Schema(description = "Null for the console's default")
            Long lockTimeoutMillis,

            @Schema(description = "Null for the console's default")
            Long statementTimeoutMillis) {

        static PlannedStepView of(Step step) {
            return new PlannedStepView(
                    step.index(),
                    step.title(),
                    step.line(),
                    step.firstStatement(),
                    step.lastStatement(),
                    step.transactional(),
                    Positions.millis(step.lockTimeout()),
                    Positions.millis(step.statementTimeout()));
        }
    }

    /** A {@code -- slipway:…} comment. */
    @JsonbNillable
    @JsonbPropertyOrder({"line", "name", "value"})
    public record DirectiveView(int line, String name, String value) {
        static DirectiveView of(Directive directive) {
            return new DirectiveView(directive.line(), directive.name(), directive.value());
        }
    }

    static MigrationView of(MigrationStatus status, ScriptChanges changes, List<Run> runs) {
        Migration file = status.migration();
        ScriptText text = file == null
                ? ScriptText.unreadable("The file " + status.script() + " is gone.")
                : ScriptText.read(file.content());
        return new MigrationView(
                status.key(),
                status.label(),
                StatusView.MigrationSummaryView.of(status),
                file == null ? null : file.checksum(),
                file == null ? null : file.documentation(),
                file == null
                        ? List.of()
                        : file.directives().stream().map(DirectiveView::of).toList(),
                checks(file == null ? List.of() : file.checks(), status.checks()),
                file == null ? null : file.statements(),
                file == null
                        ? List.of()
                        : file.steps().stream().map(PlannedStepView::of).toList(),
                text.text(),
                text.truncated(),
                text.error(),
                changes == null || changes.unknown() != null ? null : changes.lines(),
                file == null ? null : UndoView.of(file.undo()),
                status.undoObstacle(),
                runs.stream().map(RunView::of).toList());
    }

    /** Every answer, then what is written but was not asked. */
    private static List<CheckView> checks(List<Check> written, List<CheckResult> results) {
        Map<String, Check> unasked = new LinkedHashMap<>();
        written.forEach(check -> unasked.put(check.name(), check));
        List<CheckView> all = new ArrayList<>();
        results.forEach(result -> all.add(CheckView.of(result, Optional.ofNullable(unasked.remove(result.name())))));
        unasked.values().forEach(check -> all.add(CheckView.unasked(check)));
        return List.copyOf(all);
    }
}
