package org.slipway.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slipway.testing.TestProvider;

/** A good token and how to sign it, for tests that spoil one thing. */
final class SignedTokens {
    static final String ISSUER = "https://login.example.org";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final RSAKey KEY = TestProvider.newKey();
    static final RSAKey OTHER = TestProvider.newKey();
    static final String NOT_VERIFIED = "The bearer token could not be verified by a key that this console trusts.";

    private SignedTokens() {}

    static TokenVerifier verifier(JWKSet keys, JWSAlgorithm... algorithms) {
        return new TokenVerifier(
                KeyChoice.among(keys),
                Set.of(algorithms),
                new TokenRules(
                        ISSUER,
                        List.of("slipway-api", "slipway"),
                        new TokenPurpose(false, Optional.of("console")),
                        Duration.ofSeconds(10),
                        Optional.of(Duration.ofHours(1))));
    }

    static JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("slipway-api")
                .subject("alice")
                .issueTime(at(-60))
                .expirationTime(at(60));
    }

    static Date at(int secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }

    static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(KEY.getKeyID())
                .build();
    }

    static String sign(JWTClaimsSet.Builder claims) {
        return TestProvider.sign(KEY, header(JWSAlgorithm.RS256), claims.build());
    }

    static String signed(JWSHeader header, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header, good().build());
        token.sign(signer);
        return token.serialize();
    }
}
