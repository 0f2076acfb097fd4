package org.slipway.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.slipway.execution.AmendmentOutcome;
import org.slipway.history.RunReader;

/** What is answered to the wish to change the schema history. */
@RequestScoped
public class AmendmentAnswers {
    @Inject
    RunReader runs;

    /**
     * 200 with the run under which it is recorded and its address.
     *
     * @throws ProblemException 409 when nothing was changed: another run is active, it is not as it was shown, it can't be done
     */
    Response of(AmendmentOutcome outcome, UriInfo uri) {
        if (outcome instanceof AmendmentOutcome.Done done) {
            return Response.ok(RunView.of(runs.find(done.runId()).orElseThrow()))
                    .location(RunAddress.of(done.runId(), uri))
                    .build();
        }
        throw new ProblemException(problem(outcome, uri));
    }

    private static ProblemView problem(AmendmentOutcome outcome, UriInfo uri) {
        if (outcome instanceof AmendmentOutcome.Busy busy) {
            URI address = RunAddress.of(busy.activeRunId(), uri);
            return ProblemView.of(
                            ProblemType.RUN_ACTIVE,
                            "Nothing was changed: run " + busy.activeRunId()
                                    + " is active. Try again when it has ended.")
                    .withActiveRun(busy.activeRunId(), address.toString());
        }
        return outcome instanceof AmendmentOutcome.Refused refused
                ? ProblemView.of(ProblemType.HISTORY_REFUSED, "Nothing was changed. " + refused.reason())
                : ProblemView.of(
                        ProblemType.HISTORY_OUTDATED,
                        "Nothing was changed: it is not as it was when its fingerprint was read. Read the preview again.");
    }
}
