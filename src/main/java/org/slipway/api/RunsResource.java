package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.execution.BlockerEnder;
import org.slipway.execution.MigrationRunner;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;

/** Runs: all of them, one, and an end to one. */
@Path("admin/runs")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {
    private static final String DEFAULT_LIMIT = "20";
    private static final int LARGEST_LIMIT = 1000;

    @Inject
    RunReader runs;

    @Inject
    MigrationRunner runner;

    @Inject
    BlockerEnder blockers;

    @Inject
    CurrentActor actor;

    /** 200, with the next page's address in {@code Link} (RFC 8288) when the page is full; 400 for a bad number. */
    @GET
    @Operation(
            operationId = "listRuns",
            summary = "Runs, newest first",
            description =
                    "Without their steps. When there may be more, Link has the next page's address (rel=\"next\").")
    @APIResponse(
            responseCode = "200",
            description = "The runs",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, ref = "RunSummaries"),
                            examples = @ExampleObject(name = "runs")))
    @APIResponse(responseCode = "400", description = "limit or before is not a number in its range")
    public Response list(
            @Parameter(description = "How many at most: 1 to 1000, 20 when left out", example = "20")
                    @QueryParam("limit")
                    String limit,
            @Parameter(description = "Only runs older than the one with this id", example = "41") @QueryParam("before")
                    String before,
            @Context UriInfo uri) {
        int size = (int) QueryNumber.of("limit", limit == null ? DEFAULT_LIMIT : limit, LARGEST_LIMIT);
        List<Run> page = runs.list(size, QueryNumber.ofNullable("before", before));
        Response.ResponseBuilder answer =
                Response.ok(page.stream().map(RunSummaryView::of).toList());
        return page.size() < size
                ? answer.build()
                : answer.link(next(uri, size, page.get(size - 1).id()), "next").build();
    }

    /** 200; 404. */
    @GET
    @Path("{id}")
    @Operation(
            operationId = "getRun",
            summary = "One run",
            description = "With its steps, whichever node works on it. 200 whatever became of it: read its status.")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = {
                                @ExampleObject(name = "running"),
                                @ExampleObject(name = "succeeded"),
                                @ExampleObject(name = "failed")
                            }))
    @APIResponse(responseCode = "404", description = "There is no such run")
    public RunView read(
            @Parameter(description = "The run's id", required = true, example = "42") @PathParam("id") String id) {
        return RunView.of(find(id));
    }

    /** 202 when it was active: it ends soon, read it until it has; 404; 409 when it has ended. */
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Path("{id}/cancel")
    @Operation(
            operationId = "cancelRun",
            summary = "Cancel a run",
            description =
                    "The step under way is rolled back, what was applied before it stays. The answer does not wait.")
    @APIResponse(
            responseCode = "202",
            description = "The run will end; its address is in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "running")))
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "409", description = "The run has ended")
    public Response cancel(
            @Parameter(description = "The run's id", required = true, example = "42") @PathParam("id") String id,
            @Context UriInfo uri) {
        long run = find(id).id();
        if (!runner.cancel(run, actor.get())) {
            throw new ProblemException(
                    ProblemView.of(ProblemType.RUN_ENDED, "Run " + id + " has ended; there is nothing to cancel."));
        }
        return Response.accepted(RunView.of(find(id)))
                .location(RunAddress.of(run, uri))
                .build();
    }

    /** 200; 404 when the run does not wait for that session; 409 with the reason when PostgreSQL does not let it be ended. */
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Path("{id}/blockers/{pid}/end")
    @Operation(
            operationId = "endBlocker",
            summary = "End a session that a run waits for",
            description =
                    "Only one that lockWait of the run names. Its transaction is rolled back; the run goes on with its"
                            + " next try.")
    @APIResponse(
            responseCode = "200",
            description = "The session was ended",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "running")))
    @APIResponse(responseCode = "404", description = "There is no such run, or it does not wait for that session")
    @APIResponse(responseCode = "409", description = "PostgreSQL does not let the console's role end it")
    public RunView endBlocker(
            @Parameter(description = "The run's id", required = true, example = "42") @PathParam("id") String id,
            @Parameter(description = "The session's pid", required = true, example = "4711") @PathParam("pid")
                    String pid) {
        long run = find(id).id();
        BlockerEnder.Outcome outcome = blockers.end(run, pid(pid), actor.get());
        if (outcome instanceof BlockerEnder.Outcome.Refused refused) {
            throw new ProblemException(ProblemView.of(ProblemType.SESSION_NOT_ENDED, refused.reason()));
        }
        if (outcome instanceof BlockerEnder.Outcome.NotInTheWay) {
            throw ProblemException.notFound("Run " + id + " does not wait for session " + pid + ".");
        }
        return RunView.of(find(id));
    }

    /** -1, which no session has, for what is no number. */
    private static int pid(String written) {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Run find(String id) {
        try {
            return runs.find(Long.parseLong(id)).orElseThrow(() -> ProblemException.noSuchRun(id));
        } catch (NumberFormatException e) {
            throw ProblemException.noSuchRun(id);
        }
    }

    private static URI next(UriInfo uri, int limit, long before) {
        return uri.getAbsolutePathBuilder()
                .queryParam("limit", limit)
                .queryParam("before", before)
                .build();
    }
}
