package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.execution.HistoryAmendments;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;
import org.slipway.status.ChangeReader;
import org.slipway.status.StatusReader;

/** What the schema history says of one migration, and how an admin mends it. */
@Path("admin/migrations/{key}/repair")
@RequestScoped
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class RepairResource {
    @Inject
    HistoryAmendments amendments;

    @Inject
    StatusReader status;

    @Inject
    ChangeReader changes;

    @Inject
    AmendmentAnswers answers;

    @Inject
    CurrentActor actor;

    /** 200; 400 for an action that is none; 404 when neither a file nor the schema history has this key. */
    @GET
    @Operation(
            operationId = "previewRepair",
            summary = "What a repair would change",
            description = "What the history says of the migration now, what it would say, and what the next run would"
                    + " then do. Changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The preview; refusal says why it can't be done",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RepairPreview"),
                            examples = @ExampleObject(name = "repairPreview")))
    @APIResponse(responseCode = "400", description = "action is missing or none")
    @APIResponse(responseCode = "404", description = "There is no such migration")
    public RepairPreviewView preview(
            @Parameter(description = "The migration's key, as the status has it", required = true, example = "3")
                    @PathParam("key")
                    String key,
            @Parameter(
                            description = "MARK_APPLIED, MARK_NOT_APPLIED or ACCEPT_CHECKSUM",
                            required = true,
                            example = "MARK_APPLIED")
                    @QueryParam("action")
                    String action) {
        RepairPreview preview = preview(key, action(action));
        return RepairPreviewView.of(
                preview, status.read().find(key).map(changes::changes).orElse(null));
    }

    private RepairPreview preview(String key, RepairAction action) {
        return amendments
                .previewRepair(key, action)
                .orElseThrow(() -> ProblemException.notFound("There is no migration " + key + "."));
    }

    private static RepairAction action(String name) {
        return RepairAction.named(name)
                .orElseThrow(() -> ProblemException.invalidRequest("action must be one of "
                        + Arrays.stream(RepairAction.values()).map(Enum::name).collect(Collectors.joining(", "))
                        + "."));
    }

    /** 200 with the run that records it; 400; 404; 409 when nothing was changed. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "repair",
            summary = "Repair what the history says of a migration",
            description =
                    "Does what the preview with this fingerprint has shown, in one transaction, with the reason in"
                            + " the audit trail. Nothing of the schema is changed.")
    @APIResponse(
            responseCode = "200",
            description = "Done; the run that records it, and its address in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "succeeded")))
    @APIResponse(responseCode = "400", description = "The body can't be understood, or has no reason")
    @APIResponse(responseCode = "404", description = "There is no such migration")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing was changed: it makes no sense in the migration's state, a run is active, or it is not"
                            + " as it was shown")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    public Response repair(
            @Parameter(description = "The migration's key, as the status has it", required = true, example = "3")
                    @PathParam("key")
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "RepairRequest"),
                                            examples = @ExampleObject(name = "repair")))
                    InputStream body,
            @Context UriInfo uri)
            throws IOException {
        AmendmentRequest request = AmendmentRequest.read(body, "action", RepairAction.MARK_APPLIED.name());
        RepairAction action = action(request.subject());
        preview(key, action);
        return answers.of(amendments.repair(key, action, request.fingerprint(), request.reason(), actor.get()), uri);
    }
}
