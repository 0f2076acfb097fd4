package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.execution.HistoryAmendments;
import org.slipway.export.HistoryExport;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;

/** The schema history as a whole: where it begins, and how it is taken elsewhere. */
@Path("admin/history")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
    private static final String FLYWAY = "flyway";

    @Inject
    HistoryAmendments amendments;

    @Inject
    HistoryExport export;

    @Inject
    AmendmentAnswers answers;

    @Inject
    CurrentActor actor;

    /** 200; 404 when there is no such migration. */
    @GET
    @Path("baseline")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "previewBaseline",
            summary = "What a baseline would cover",
            description = "For a database that was made before Slipway came: which migrations would count as applied."
                    + " Changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The preview; refusal says why it can't be done",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "BaselinePreview"),
                            examples = @ExampleObject(name = "baselinePreview")))
    @APIResponse(responseCode = "404", description = "There is no versioned migration of this version")
    public BaselinePreviewView previewBaseline(
            @Parameter(
                            description = "Of the last migration that counts as applied, its key where there are no"
                                    + " versions; without it none does",
                            example = "3")
                    @QueryParam("version")
                    String version) {
        String last = version == null || version.isBlank() ? null : version;
        return amendments.previewBaseline(last).map(BaselinePreviewView::of).orElseThrow(() -> noSuchVersion(last));
    }

    private static ProblemException noSuchVersion(String version) {
        return ProblemException.notFound("There is no versioned migration " + version + ".");
    }

    /** 200 with the run that records it; 400; 404; 409 when nothing was changed. */
    @POST
    @Path("baseline")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "baseline",
            summary = "Make a baseline",
            description =
                    "Records as applied what the preview with this fingerprint has shown, in one transaction, with"
                            + " the reason in the audit trail. Nothing of the schema is changed.")
    @APIResponse(
            responseCode = "200",
            description = "Made; the run that records it, and its address in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "succeeded")))
    @APIResponse(responseCode = "400", description = "The body can't be understood, or has no reason")
    @APIResponse(responseCode = "404", description = "There is no versioned migration of this version")
    @APIResponse(
            responseCode = "409",
            description = "Nothing was changed: there is a history already, or a run, or it is not as it was shown")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    public Response baseline(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "BaselineRequest"),
                                            examples = @ExampleObject(name = "baseline")))
                    InputStream body,
            @Context UriInfo uri)
            throws IOException {
        AmendmentRequest request = AmendmentRequest.read(body, "version", "3");
        if (amendments.previewBaseline(request.subject()).isEmpty()) {
            throw noSuchVersion(request.subject());
        }
        return answers.of(
                amendments.baseline(request.subject(), request.fingerprint(), request.reason(), actor.get()), uri);
    }

    /** 200 with SQL; 400 for a tool that it can't be exported to; 409 with what that tool could not tell. */
    @GET
    @Path("export")
    @Produces({HistoryExport.SQL, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "exportHistory",
            summary = "Export the schema history",
            description = "SQL for psql that makes Flyway's table, if it is not there, and makes it say what Slipway's"
                    + " history says; comments tell what Flyway sees otherwise. Changes nothing by itself.")
    @APIResponse(
            responseCode = "200",
            description = "The SQL, one transaction",
            content =
                    @Content(
                            mediaType = HistoryExport.SQL,
                            schema = @Schema(ref = "Sql"),
                            examples = @ExampleObject(name = "export")))
    @APIResponse(responseCode = "400", description = "as is missing, or no tool that it can be exported to")
    @APIResponse(
            responseCode = "409",
            description = "Flyway could not go on from it: a migration is applied in part, a version is no number,"
                    + " a run is active")
    public Response export(
            @Parameter(description = "The tool: flyway", required = true, example = FLYWAY) @QueryParam("as")
                    String as) {
        if (!FLYWAY.equals(as)) {
            throw ProblemException.invalidRequest("as must name a tool that the history can be exported to: flyway.");
        }
        HistoryExport.Exported exported = export.forFlyway();
        if (exported.sql() == null) {
            throw new ProblemException(ProblemView.of(
                    ProblemType.NOT_EXPORTABLE,
                    String.join(" ", exported.history().obstacles())));
        }
        return Response.ok(exported.sql(), HistoryExport.SQL + ";charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + HistoryExport.FLYWAY_FILE + "\"")
                .build();
    }
}
