package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.history.RunReader;
import org.slipway.security.Roles;
import org.slipway.status.ChangeReader;
import org.slipway.status.MigrationStatus;
import org.slipway.status.StatusReader;

/** One migration. The word {@code run} in the key's place is {@link MigrationRunResource}'s; no key is that. */
@Path("admin/migrations/{key}")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class MigrationResource {
    @Inject
    StatusReader status;

    @Inject
    RunReader runs;

    @Inject
    ChangeReader changes;

    /** 200; 404 when neither a file nor the schema history has this key; 503 when the database can't be reached. */
    @GET
    @Operation(
            operationId = "getMigration",
            summary = "One migration",
            description = "Its state, documentation, directives, checks, steps, SQL and runs.")
    @APIResponse(
            responseCode = "200",
            description = "The migration",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Migration"),
                            examples = @ExampleObject(name = "migration")))
    @APIResponse(responseCode = "404", description = "There is no such migration")
    public MigrationView read(
            @Parameter(
                            description =
                                    "A version, or R__ and the description of a repeatable migration, as the status"
                                            + " has it in key",
                            required = true,
                            example = "3")
                    @PathParam("key")
                    String key) {
        MigrationStatus found = ReachableStatus.find(status, key);
        return MigrationView.of(found, changes.changes(found), runs.ofMigration(key));
    }
}
