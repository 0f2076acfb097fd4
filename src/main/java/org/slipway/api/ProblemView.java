package org.slipway.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.trace.Trace;

/**
 * The body of every answer that is not a success (RFC 9457). Members that do not apply are left out.
 *
 * @param run a {@link RunView}; declared as such it would be written as null, because its own class allows nulls
 * @param audit an {@link AuditVerificationView}, declared so for the same reason
 */
@JsonbPropertyOrder({
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "traceId",
    "errorId",
    "activeRun",
    "activeRunAddress",
    "problems",
    "run",
    "audit"
})
public record ProblemView(
        @Schema(description = "urn:slipway:problem:… or about:blank, when the status says it all")
        String type,

        String title,
        int status,

        @Schema(description = "What is wrong and what to do, in a sentence or two")
        String detail,

        @Schema(description = "The address that was asked") String instance,

        @Schema(description = "Under which trace the server's log has what was done for the request")
        String traceId,

        @Schema(description = "Under which id the server's log has the cause; with 500 only")
        String errorId,

        @Schema(description = "Id of the run that is in the way; with 409 only")
        Long activeRun,

        @Schema(description = "Its address, as in Location; with 409 only")
        String activeRunAddress,

        @Schema(description = "All that is wrong, each with its file and line; with 422 only")
        List<ScriptProblemView> problems,

        @Schema(description = "The run that was awaited; with 424 only", implementation = RunView.class)
        Object run,

        @Schema(
                description = "What the verification of the audit trail found; with 409 only",
                implementation = AuditVerificationView.class)
        Object audit) {

    static ProblemView of(ProblemType type, String detail) {
        return new ProblemView(
                type.uri, type.title, type.status, detail, null, null, null, null, null, null, null, null);
    }

    /** For what HTTP itself has a word for. */
    static ProblemView of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "Error " + status : known.getReasonPhrase();
        return new ProblemView("about:blank", title, status, detail, null, null, null, null, null, null, null, null);
    }

    ProblemView at(String address) {
        return new ProblemView(
                type,
                title,
                status,
                detail,
                address,
                Trace.current().map(Trace::id).orElse(null),
                errorId,
                activeRun,
                activeRunAddress,
                problems,
                run,
                audit);
    }

    ProblemView loggedAs(String id) {
        return new ProblemView(
                type, title, status, detail, instance, traceId, id, activeRun, activeRunAddress, problems, run, audit);
    }

    ProblemView withActiveRun(long id, String address) {
        return new ProblemView(
                type, title, status, detail, instance, traceId, errorId, id, address, problems, run, audit);
    }

    ProblemView withProblems(List<ScriptProblemView> all) {
        return new ProblemView(
                type, title, status, detail, instance, traceId, errorId, activeRun, activeRunAddress, all, run, audit);
    }

    ProblemView withRun(RunView awaited) {
        return new ProblemView(
                type,
                title,
                status,
                detail,
                instance,
                traceId,
                errorId,
                activeRun,
                activeRunAddress,
                problems,
                awaited,
                audit);
    }

    ProblemView withAudit(AuditVerificationView found) {
        return new ProblemView(
                type,
                title,
                status,
                detail,
                instance,
                traceId,
                errorId,
                activeRun,
                activeRunAddress,
                problems,
                run,
                found);
    }
}
