package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.slipway.configuration.AuthSettings;

/** The API's tokens. Which verifier asks is a matter of {@link AuthSettings#mode}; today there is one. */
@ApplicationScoped
public class BearerTokens {
    private final LocalTokens local = new LocalTokens();

    @Inject
    AuthSettings settings;

    Caller verify(String token) throws TokenVerifier.RefusedException {
        return local.verifier().verify(token);
    }

    String issue(Caller caller) {
        return local.issue(caller, lifetime(), Instant.now());
    }

    Duration lifetime() {
        return settings.tokenLifetime();
    }
}
