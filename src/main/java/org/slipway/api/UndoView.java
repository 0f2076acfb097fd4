package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.Undo;

/** An {@link Undo} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"script", "statements", "steps", "problems", "sql", "sqlTruncated", "sqlError"})
public record UndoView(
        @Schema(description = "Path of the file relative to its location; the migration's own where it is a part of it")
        String script,

        @Schema(description = "0 when the author says that there is nothing to take back")
        int statements,

        List<MigrationView.PlannedStepView> steps,

        @Schema(description = "What keeps it from running") List<ScriptProblemView> problems,

        @Schema(description = "The script, placeholders replaced; null when it can't be read")
        String sql,

        @Schema(description = "True when sql is only the beginning of a script of more than a million characters")
        boolean sqlTruncated,

        @Schema(description = "Why the script can't be read, else null")
        String sqlError) {

    /** Null for null. */
    static UndoView of(Undo undo) {
        if (undo == null) {
            return null;
        }
        ScriptText text = ScriptText.read(undo.content());
        return new UndoView(
                undo.script(),
                undo.statements(),
                undo.steps().stream().map(MigrationView.PlannedStepView::of).toList(),
                ScriptProblemView.of(undo.problems()),
                text.text(),
                text.truncated(),
                text.error());
    }
}
