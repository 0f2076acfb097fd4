package org.slipway.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slipway.execution.StartOutcome;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;

/** What is answered to the wish to run; {@link MigrationRunResource#run} says when which. */
record RunAnswers(UriInfo asked) {

    /** At once when nothing was started or nobody waits. */
    CompletionStage<Response> to(StartOutcome outcome, RunWaiter waiter, Duration patience) {
        if (!(outcome instanceof StartOutcome.Started started)) {
            return CompletableFuture.completedFuture(notStarted(outcome));
        }
        return waiter.await(started.runId(), patience)
                .thenApply(run -> patience.isZero() ? accepted(run) : awaited(run));
    }

    private Response accepted(Run run) {
        return Response.accepted(RunView.of(run)).location(address(run.id())).build();
    }

    private Response awaited(Run run) {
        if (run.status().isActive()) {
            return accepted(run);
        }
        if (run.status() == RunStatus.SUCCEEDED) {
            return Response.ok(RunView.of(run)).location(address(run.id())).build();
        }
        String why = run.errors().isEmpty()
                ? String.join(" ", run.notices())
                : run.errors().get(0).sentence();
        String detail = "Run " + run.id() + " " + ended(run.status()) + (why.isEmpty() ? "." : ": " + why);
        return problem(ProblemView.of(ProblemType.RUN_NOT_SUCCESSFUL, detail).withRun(RunView.of(run)))
                .location(address(run.id()))
                .build();
    }

    private Response notStarted(StartOutcome outcome) {
        if (outcome instanceof StartOutcome.AlreadyActive active) {
            return alreadyActive(active.runId());
        }
        if (outcome instanceof StartOutcome.Invalid invalid) {
            return problem(ProblemView.of(
                                    ProblemType.INVALID_MIGRATIONS,
                                    "Nothing was run. Mend what problems lists, then try again.")
                            .withProblems(ScriptProblemView.of(invalid.problems())))
                    .build();
        }
        return Response.ok(RunView.NOTHING_PENDING).build();
    }

    private Response alreadyActive(long id) {
        URI address = address(id);
        ProblemView problem = ProblemView.of(
                        ProblemType.RUN_ACTIVE,
                        "Run " + id + " is active; nothing else was started. Watch it at its address, or cancel it.")
                .withActiveRun(id, address.toString());
        return problem(problem).location(address).build();
    }

    private URI address(long id) {
        return RunAddress.of(id, asked);
    }

    private static Response.ResponseBuilder problem(ProblemView problem) {
        return Response.status(problem.status()).entity(problem);
    }

    private static String ended(RunStatus status) {
        return switch (status) {
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case INTERRUPTED -> "was interrupted";
            case QUEUED, RUNNING, SUCCEEDED -> throw new IllegalArgumentException(status.name());
        };
    }
}
