package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.audit.AuditEvent;

/** An {@link AuditEvent} as the API shows it: the same members as in the export. */
@JsonbNillable
@JsonbPropertyOrder({"id", "at", "action", "actor", "roles", "address", "node", "run", "detail", "hash"})
public record AuditEventView(
        @Schema(description = "One more than the event's that was written before")
        long id,

        Instant at,

        @Schema(description = "Such as RUN_ENDED; a newer console may have written others than this one knows")
        String action,

        @Schema(description = "Null for a stranger who gave no name")
        String actor,

        @Schema(description = "In alphabetical order, separated by commas; null for none")
        String roles,

        @Schema(description = "Of the client; null when nobody asked over the network")
        String address,

        @Schema(description = "The server it happened on") String node,

        @Schema(description = "Id of the run that it is about, or null")
        Long run,

        String detail,

        @Schema(description = "SHA-256 over this event and the hash of the one before, 64 hexadecimal digits")
        String hash) {

    static AuditEventView of(AuditEvent event) {
        return new AuditEventView(
                event.id(),
                event.at(),
                event.action(),
                event.actor(),
                event.roles(),
                event.address(),
                event.node(),
                event.runId(),
                event.detail(),
                event.hash());
    }
}
