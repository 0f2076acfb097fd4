package org.slipway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens that the console issues itself, of the shape that an identity provider would issue. The key lives as long as
 * the server: nothing to keep secret on a disk, and a token ends with the server at the latest.
 */
final class LocalTokens {
    static final String ISSUER = "urn:slipway:local";
    static final String AUDIENCE = "slipway-api";
    private static final int KEY_BITS = 2048;

    private final RSAKey key;
    private final TokenVerifier verifier;

    LocalTokens() {
        this(generateKey());
    }

    LocalTokens(RSAKey key) {
        this.key = key;
        verifier = new TokenVerifier(
                new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), Set.of(JWSAlgorithm.RS256), ISSUER, AUDIENCE);
    }

    private static RSAKey generateKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    TokenVerifier verifier() {
        return verifier;
    }

    String issue(Caller caller, Duration lifetime, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(caller.name())
                .claim(TokenVerifier.ROLES, List.copyOf(caller.roles()))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TokenVerifier.ACCESS_TOKEN)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key just made can't sign", e);
        }
        return token.serialize();
    }
}
