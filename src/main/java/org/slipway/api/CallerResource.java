package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.security.Roles;

/**
 * What a token is worth here: the first thing to ask when a pipeline gets a 403, because which claim gives which role is a
 * setting of the console.
 */
@Path("admin/caller")
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
    @Inject
    JsonWebToken token;

    /** 200. */
    @GET
    @Operation(
            operationId = "getCaller",
            summary = "Who is asking",
            description = "Name and roles that the token gives at this console, and until when.")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Caller"),
                            examples = @ExampleObject(name = "caller")))
    public CallerView read() {
        return CallerView.of(token);
    }
}
