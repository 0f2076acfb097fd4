package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.history.StepError;

/** A {@link StepError} as the API shows it: the same facts as its sentence, one by one. */
@JsonbNillable
@JsonbPropertyOrder({
    "sqlState",
    "message",
    "detail",
    "hint",
    "script",
    "line",
    "column",
    "statement",
    "mark",
    "rolledBack",
    "advice",
    "leftBehind"
})
public record ErrorView(
        @Schema(description = "Five characters; null when the failure did not come from PostgreSQL")
        String sqlState,

        String message,
        String detail,
        String hint,
        String script,

        @Schema(description = "Line in the script, first is 1; null when unknown")
        Integer line,

        @Schema(description = "First is 1; null when unknown")
        Integer column,

        @Schema(description = "The statement, shortened around the mistake when it is long")
        String statement,

        @Schema(description = "Index into statement of the character that PostgreSQL pointed at, first is 0; or null")
        Integer mark,

        @Schema(description = "True when nothing of the step remains")
        boolean rolledBack,

        @Schema(description = "What to do next") String advice,

        @Schema(description = "An invalid index that the step left behind, qualified and quoted; or null")
        String leftBehind) {

    static ErrorView of(StepError error) {
        return error == null
                ? null
                : new ErrorView(
                        error.sqlState(),
                        error.message(),
                        error.detail(),
                        error.hint(),
                        error.script(),
                        Positions.known(error.line()),
                        Positions.known(error.column()),
                        error.statement(),
                        error.mark() < 0 ? null : Integer.valueOf(error.mark()),
                        error.rolledBack(),
                        error.advice(),
                        error.leftBehind());
    }
}
