package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.AuditExport;
import org.slipway.audit.AuditFilter;
import org.slipway.audit.AuditReader;
import org.slipway.audit.AuditTrail;
import org.slipway.audit.ChainVerification;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;

/** The audit trail: who did what, and the proof that nobody changed it. */
@Path("admin/audit")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private static final String TEXT_CSV = "text/csv";
    private static final List<Variant> FORMS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(TEXT_CSV))
            .build();
    private static final String DEFAULT_LIMIT = "50";
    private static final int LARGEST_LIMIT = 1000;

    @Inject
    AuditReader reader;

    @Inject
    AuditTrail trail;

    @Inject
    CurrentActor actor;

    /** 200, with the next page's address in {@code Link} (RFC 8288) when the page is full; 400 for a bad parameter. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, TEXT_CSV})
    @Operation(
            operationId = "listAuditEvents",
            summary = "Audit events, newest first",
            description =
                    "When there may be more, Link has the next page's address (rel=\"next\"). With format, or with"
                            + " Accept: text/csv, all that match come as one file, in the order in which they were written. In"
                            + " CSV a value that a spreadsheet might take for a formula has an apostrophe in front.")
    @Parameter(name = "actor", in = ParameterIn.QUERY, description = "The whole name", example = "ada")
    @Parameter(
            name = "action",
            in = ParameterIn.QUERY,
            description = "Such as RUN_REQUESTED",
            example = "RUN_REQUESTED")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "At or after; a day begins in UTC",
            example = "2026-03-02")
    @Parameter(name = "until", in = ParameterIn.QUERY, description = "Before", example = "2026-03-02T12:00:00Z")
    @Parameter(name = "run", in = ParameterIn.QUERY, description = "Id of a run", example = "42")
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, ref = "AuditEvents"),
                            examples = @ExampleObject(name = "auditEvents")))
    @APIResponse(responseCode = "400", description = "A parameter has no right value")
    public Response list(
            @Parameter(description = "How many at most: 1 to 1000, 50 when left out", example = "50")
                    @QueryParam("limit")
                    String limit,
            @Parameter(description = "Only events older than the one with this id", example = "41")
                    @QueryParam("before")
                    String before,
            @Parameter(description = "csv or json: a file with all events that match", example = "csv")
                    @QueryParam("format")
                    String format,
            @Context Request request,
            @Context UriInfo uri) {
        AuditFilter filter = AuditQueryParameters.filter(uri.getQueryParameters());
        AuditExport export = AuditQueryParameters.format(format);
        int size = (int) QueryNumber.of("limit", limit == null ? DEFAULT_LIMIT : limit, LARGEST_LIMIT);
        Long older = QueryNumber.ofNullable("before", before);
        if (export == null
                && TEXT_CSV.equals(String.valueOf(request.selectVariant(FORMS).getMediaType()))) {
            export = AuditExport.CSV;
        }
        return export == null ? page(filter, size, older, uri) : file(filter, export);
    }

    private Response page(AuditFilter filter, int size, Long before, UriInfo uri) {
        List<AuditEvent> page = reader.list(filter, size, before);
        Response.ResponseBuilder answer =
                Response.ok(page.stream().map(AuditEventView::of).toList(), MediaType.APPLICATION_JSON_TYPE);
        if (page.size() == size) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("before", page.get(size - 1).id())
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private Response file(AuditFilter filter, AuditExport export) {
        reader.exists(); // a database that can't be reached is a problem now and not in the middle of the file
        trail.exported(actor.get(), export, filter);
        StreamingOutput body = out -> reader.export(filter, export, out);
        return Response.ok(body, export.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + export.fileName() + "\"")
                .build();
    }

    /** 200 when every event is as it was written; 409, with the first one that is not; 400 for a bad parameter. */
    @GET
    @Path("verification")
    @Operation(
            operationId = "verifyAuditTrail",
            summary = "Whether the audit trail is as it was written",
            description = "Computes the hash of every event anew. A chain alone can't show that its end was cut off or"
                    + " that it was made anew: give id and hash of an event that you noted elsewhere.")
    @APIResponse(
            responseCode = "200",
            description = "It is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "AuditVerification"),
                            examples = @ExampleObject(name = "auditVerification")))
    @APIResponse(responseCode = "400", description = "id or hash has no right value, or one of them is missing")
    @APIResponse(
            responseCode = "409",
            description = "It is not; audit tells the first event that is not, and how",
            content =
                    @Content(
                            mediaType = ProblemFilter.PROBLEM_JSON,
                            schema = @Schema(ref = "Problem"),
                            examples = @ExampleObject(name = "auditBroken")))
    public AuditVerificationView verify(
            @Parameter(description = "Of an event noted elsewhere", example = "41") @QueryParam("id") String id,
            @Parameter(description = "Its hash") @QueryParam("hash") String hash) {
        ChainVerification found = reader.verify(AuditQueryParameters.known(id, hash));
        trail.verified(actor.get(), found);
        AuditVerificationView view = AuditVerificationView.of(found);
        if (!found.intact()) {
            throw new ProblemException(
                    ProblemView.of(ProblemType.AUDIT_BROKEN, found.broken().sentence())
                            .withAudit(view));
        }
        return view;
    }
}
