package org.slipway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.Settings;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;

/** What the console works with. */
@Path("admin/settings")
@RequestScoped
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {
    @Inject
    Settings settings;

    @Inject
    AuditTrail trail;

    @Inject
    CurrentActor actor;

    /** 200, also while the database is down. */
    @GET
    @Operation(
            operationId = "getSettings",
            summary = "Settings in force",
            description = "Each with its default and where its value comes from; secrets only as set or not set.")
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Settings"),
                            examples = @ExampleObject(name = "settings")))
    public SettingsView read() {
        trail.record(AuditAction.SETTINGS_SHOWN, actor.get(), null, null);
        return SettingsView.of(settings.effective());
    }
}
