package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.execution.MigrationRunner;
import org.slipway.execution.RunOptions;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;
import org.slipway.status.MigrationStatus;
import org.slipway.status.StatusReader;

/** The way back of the migration that was applied last, as a run like any other. */
@Path("admin/migrations/{key}/undo")
@RequestScoped
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class MigrationUndoResource {
    @Inject
    StatusReader status;

    @Inject
    MigrationRunner runner;

    @Inject
    CurrentActor actor;

    @Inject
    RunWaiter waiter;

    /**
     * As {@link MigrationRunResource#run} answers; 404 when there is no such migration; 422 also when it can't be taken back,
     * with the reason.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "undo", summary = "Undo a migration", description = """
                    Runs the script that takes back the migration that was applied last. Afterwards the migration is \
                    pending. With `wait` the answer comes when the run has ended or the time is over; 200 then means that \
                    it succeeded.""")
    @APIResponse(
            responseCode = "200",
            description = "The awaited run succeeded: the migration is not applied any more",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "undone")))
    @APIResponse(
            responseCode = "202",
            description = "The run was accepted and is active; its address is in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "running")))
    @APIResponse(responseCode = "400", description = "The body does not name this migration; nothing was run")
    @APIResponse(responseCode = "404", description = "There is no such migration")
    @APIResponse(responseCode = "409", description = "Another run is active; its address is in Location")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    @APIResponse(responseCode = "422", description = "The migration can't be undone as things are; nothing was run")
    @APIResponse(responseCode = "424", description = "The awaited run failed, was cancelled or was interrupted")
    public CompletionStage<Response> undo(
            @Parameter(description = "As the status has it in key", required = true, example = "3") @PathParam("key")
                    String key,
            @Parameter(
                            description = "How long to wait for the end: a whole number with ms, s, m or h; 5m at most",
                            example = "30s")
                    @QueryParam("wait")
                    String wait,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "UndoRequest"),
                                            examples = @ExampleObject(name = "confirm")))
                    InputStream body,
            @Context UriInfo uri)
            throws IOException {
        Duration patience = WaitTime.of(wait);
        MigrationStatus migration = ReachableStatus.find(status, key);
        UndoRequest request = UndoRequest.read(body, migration);
        RunOptions options = RunOptions.undo(key, request.undecided(), request.rebuildInvalidIndexes());
        return new RunAnswers(uri).to(runner.start(actor.get(), options), waiter, patience);
    }
}
