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
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.configuration.DriftSettings;
import org.slipway.execution.DriftAcceptance;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;
import org.slipway.status.DriftReader;
import org.slipway.status.SchemaDrift;

/** What of the live schema is not as the applied migrations left it. */
@Path("admin/drift")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class DriftResource {
    @Inject
    DriftReader drifts;

    @Inject
    DriftSettings settings;

    @Inject
    DriftAcceptance acceptance;

    @Inject
    CurrentActor actor;

    /** 200; with {@code fail=true} 409 when there is drift; 503 when the live schema can't be compared. */
    @GET
    @Operation(
            operationId = "getDrift",
            summary = "Compare the live schema",
            description = "Compares every object with what the applied migrations left, now. With `fail=true` drift is"
                    + " an error, so that `curl --fail` ends with one.")
    @APIResponse(
            responseCode = "200",
            description = "Compared; drifted says whether there is drift",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Drift"),
                            examples = @ExampleObject(name = "drift")))
    @APIResponse(responseCode = "400", description = "fail is neither true nor false")
    @APIResponse(responseCode = "409", description = "There is drift, and fail is true")
    public DriftView read(
            @Parameter(description = "True to be answered with 409 when there is drift", example = "true")
                    @QueryParam("fail")
                    String fail) {
        if (fail != null && !fail.equals("true") && !fail.equals("false")) {
            throw ProblemException.invalidRequest("fail must be true or false.");
        }
        DriftView view = compared();
        if ("true".equals(fail) && Boolean.TRUE.equals(view.drifted())) {
            throw new ProblemException(ProblemView.of(ProblemType.DRIFTED, sentence(view)));
        }
        return view;
    }

    private static String sentence(DriftView view) {
        DriftView.ObjectDriftView first = view.differences().get(0);
        return view.differences().size() + " objects are not as the applied migrations left them, the first is "
                + first.kind() + " " + first.identity() + " (" + first.difference() + ").";
    }

    private DriftView compared() {
        SchemaDrift drift = drifts.now();
        if (drift.failure() != null) {
            throw new ProblemException(ProblemView.of(ProblemType.DATABASE_UNAVAILABLE, drift.failure()));
        }
        return DriftView.of(drift, settings.ignore());
    }

    /** 200 with what is left; 400; 409 when something is not as the caller saw it: then nothing was accepted. */
    @POST
    @Path("accept")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptDrift",
            summary = "Accept drift",
            description = "What is there becomes what is expected. All or nothing; goes into the audit trail with the"
                    + " reason and both definitions.")
    @APIResponse(
            responseCode = "200",
            description = "Accepted; what is left",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Drift"),
                            examples = @ExampleObject(name = "noDrift")))
    @APIResponse(responseCode = "400", description = "The body can't be understood, or has no reason")
    @APIResponse(responseCode = "409", description = "A fingerprint is of no drift that is there now")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    public DriftView accept(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "DriftAcceptance"),
                                            examples = @ExampleObject(name = "acceptance")))
                    InputStream body)
            throws IOException {
        AcceptanceRequest request = AcceptanceRequest.read(body);
        if (!acceptance.accept(request.fingerprints(), request.reason(), actor.get())) {
            throw new ProblemException(ProblemView.of(
                    ProblemType.DRIFT_OUTDATED,
                    "Nothing was accepted: something is not as it was when its fingerprint was read. Read"
                            + " /api/admin/drift again."));
        }
        return compared();
    }
}
