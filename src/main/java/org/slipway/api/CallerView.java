package org.slipway.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who the console takes a caller for. */
@JsonbPropertyOrder({"name", "roles", "issuer", "expiresAt"})
public record CallerView(
        @Schema(description = "As runs and the audit trail name the caller")
        String name,

        @Schema(description = "What the token's claims mean here: admin, viewer")
        List<String> roles,

        @Schema(description = "Who issued the token; urn:slipway:local for /auth/token")
        String issuer,

        @Schema(description = "When the token ends") Instant expiresAt) {

    static CallerView of(JsonWebToken token) {
        return new CallerView(
                token.getName(),
                token.getGroups().stream().sorted().toList(),
                token.getIssuer(),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }
}
