package org.slipway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that the console issues itself, of the shape that an identity provider would issue. By HMAC: who issues them is who
 * checks them, so that there is nobody to give a public key to. Nodes with the same {@code slipway.auth.secret} take each
 * other's.
 */
final class LocalTokens {
    static final String ISSUER = "urn:slipway:local";
    static final String AUDIENCE = "slipway-api";
    static final String ROLES = "groups";
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final SecretKey key;

    LocalTokens(SharedSecret secret) {
        key = new SecretKeySpec(secret.key("bearer tokens"), "HmacSHA256");
    }

    /** Without a tolerance for clocks: nodes that share their tokens share a database, too. */
    TokenVerifier verifier() {
        return new TokenVerifier(
                header -> List.of(key),
                Set.of(JWSAlgorithm.HS256),
                new TokenRules(
                        ISSUER,
                        List.of(AUDIENCE),
                        new TokenPurpose(true, Optional.empty()),
                        Duration.ZERO,
                        Optional.empty()));
    }

    String issue(Caller caller, Duration lifetime, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(caller.name())
                .claim(ROLES, List.copyOf(caller.roles()))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(ACCESS_TOKEN).build(), claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
        return token.serialize();
    }

    /** Of one of these tokens, verified. */
    static Caller caller(JWTClaimsSet claims) {
        Set<String> roles = ClaimPath.texts(claims.getClaims(), ROLES);
        roles.retainAll(Roles.ALL);
        return new Caller(String.valueOf(claims.getSubject()), roles);
    }
}
