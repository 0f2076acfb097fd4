package org.slipway.configuration;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which bearer tokens from elsewhere the API takes: the keys of MicroProfile JWT 2.1.
 *
 * @param keys empty for those of the identity provider
 * @param algorithms names of RFC 7518; asymmetric ones only
 * @param issuer empty for the identity provider
 * @param audiences one of these must be a token's; empty when the API takes no tokens from elsewhere
 * @param clockSkew how far clocks may differ
 * @param maxAge since a token was issued; empty when only its end counts
 */
public record JwtSettings(
        Optional<KeySource> keys,
        List<String> algorithms,
        Optional<String> issuer,
        List<String> audiences,
        Duration clockSkew,
        Optional<Duration> maxAge) {

    /** Where the public keys are. */
    public sealed interface KeySource {
        /** Read when the console was deployed. */
        record Fixed(JWKSet keys) implements KeySource {}

        /** Fetched when they are needed, and again when a token names one that is not there. */
        record Address(URI address) implements KeySource {}
    }
}
