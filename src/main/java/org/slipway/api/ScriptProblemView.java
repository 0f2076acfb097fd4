package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.migration.Problem;

/** A {@link Problem} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"script", "line", "message"})
public record ScriptProblemView(
        @Schema(description = "Path of the file relative to its location, or the location itself")
        String script,

        @Schema(description = "First line is 1; null when the whole file is meant")
        Integer line,

        @Schema(description = "What is wrong and what would be right")
        String message) {

    static ScriptProblemView of(Problem problem) {
        return new ScriptProblemView(problem.script(), Positions.known(problem.line()), problem.message());
    }

    static List<ScriptProblemView> of(List<Problem> problems) {
        return problems.stream().map(ScriptProblemView::of).toList();
    }
}
