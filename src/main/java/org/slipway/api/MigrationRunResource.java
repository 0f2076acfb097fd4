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
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;
import org.slipway.status.StatusReader;

/** The status of all migrations, and the button: {@code /api/admin/migrations/run}. */
@Path("admin/migrations/run")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class MigrationRunResource {
    @Inject
    StatusReader status;

    @Inject
    MigrationRunner runner;

    @Inject
    CurrentActor actor;

    @Inject
    RunWaiter waiter;

    /** 200; 503 when the database can't be reached, with its reason and all that is wrong with the files. */
    @GET
    @Operation(
            operationId = "getStatus",
            summary = "Status",
            description = "Whether the schema is what the migrations say, and every migration and check. Reads only.")
    @APIResponse(
            responseCode = "200",
            description = "The status",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Status"),
                            examples = @ExampleObject(name = "status")))
    public StatusView read(@Context UriInfo uri) {
        return StatusView.of(ReachableStatus.read(status), id -> RunAddress.of(id, uri));
    }

    /**
     * 202 with the run and its address; 200 with an empty result when nothing is pending; 400 for a request that can't be
     * understood; 409 with the active run's address; 422 with all problems of the migrations; 503 without a database.
     *
     * <p>With {@code wait} the answer comes when the run has ended or the time is over: 200 for a run that succeeded and
     * for no other, 424 with the run for one that failed, was cancelled or interrupted, 202 for one that is still active.
     * 424 and not 5xx, because clients repeat what is answered with 5xx.
     */
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "run", summary = "Run what is pending", description = """
                    Validates everything that is pending and starts a run in the background. With `wait` the answer comes \
                    when the run has ended or the time is over; 200 then means that it succeeded, and nothing else does. \
                    So `curl --fail` ends with an error for every run that did not.""")
    @APIResponse(
            responseCode = "200",
            description = "Nothing was pending (the result is empty, id is null), or the awaited run succeeded",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = {@ExampleObject(name = "succeeded"), @ExampleObject(name = "nothingPending")}))
    @APIResponse(
            responseCode = "202",
            description = "The run was accepted and is active; its address is in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "running")))
    @APIResponse(responseCode = "400", description = "The query or the body can't be understood; nothing was run")
    @APIResponse(responseCode = "409", description = "Another run is active; its address is in Location")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    @APIResponse(responseCode = "422", description = "The migrations can't run as they are; nothing was run")
    @APIResponse(responseCode = "424", description = "The awaited run failed, was cancelled or was interrupted")
    public CompletionStage<Response> run(
            @Parameter(
                            description = "How long to wait for the end: a whole number with ms, s, m or h; 5m at most",
                            example = "30s")
                    @QueryParam("wait")
                    String wait,
            @RequestBody(
                            description = "May be left out: everything that is pending, in order",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "RunRequest"),
                                            examples = @ExampleObject(name = "target")))
                    InputStream body,
            @Context UriInfo uri)
            throws IOException {
        Duration patience = WaitTime.of(wait);
        return new RunAnswers(uri).to(runner.start(actor.get(), RunRequest.read(body)), waiter, patience);
    }
}
