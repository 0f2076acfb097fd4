package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.execution.Adoption;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;
import org.slipway.status.AdoptionReader;

/** Taking over what another tool has recorded. */
@Path("admin/adoption")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class AdoptionResource {
    @Inject
    AdoptionReader reader;

    @Inject
    Adoption adoption;

    @Inject
    AmendmentAnswers answers;

    @Inject
    CurrentActor actor;

    /** 200; 503 when the database can't be reached. */
    @GET
    @Operation(
            operationId = "getAdoption",
            summary = "What there is to adopt",
            description = "The histories of other tools that were found in this database, and what adopting each would"
                    + " do. Nothing runs while there is one.")
    @APIResponse(
            responseCode = "200",
            description = "What was found; an empty list when nothing is to be decided",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Adoption"),
                            examples = @ExampleObject(name = "adoption")))
    public AdoptionView read() {
        return AdoptionView.of(reader.previews());
    }

    /** 200 with the run that records it; 400; 409 when nothing was adopted. */
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "adopt",
            summary = "Adopt a history",
            description =
                    "Writes into Slipway's history what the other tool's has, in one transaction; the other tool's"
                            + " table is not touched. Nothing of any migration runs.")
    @APIResponse(
            responseCode = "200",
            description = "Adopted; the run that records it, and its address in Location",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Run"),
                            examples = @ExampleObject(name = "succeeded")))
    @APIResponse(responseCode = "400", description = "The body can't be understood, or has no reason")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing was adopted: a run is active, what is there is not what the fingerprint was of, or it"
                            + " can't be adopted as it is; detail says which")
    @APIResponse(responseCode = "415", description = "The body is not declared as application/json")
    public Response adopt(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "AdoptionRequest"),
                                            examples = @ExampleObject(name = "adoptionRequest")))
                    InputStream body,
            @Context UriInfo uri)
            throws IOException {
        AmendmentRequest request = AmendmentRequest.read(body, "table", "public.flyway_schema_history");
        if (request.subject() == null) {
            throw ProblemException.invalidRequest("table must be that of the preview, which GET answers.");
        }
        return answers.of(adoption.adopt(request.subject(), request.fingerprint(), request.reason(), actor.get()), uri);
    }
}
