package org.slipway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a bearer token: signature by an allowed algorithm and a known key, type, issuer, audience, {@code exp},
 * {@code nbf}. Built for one issuer; another issuer is another verifier.
 */
final class TokenVerifier {
    /** RFC 9068: keeps what was issued for another purpose, such as an ID token, from being taken for an access token. */
    static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    static final String ROLES = "groups";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TokenVerifier(JWKSource<SecurityContext> keys, Set<JWSAlgorithm> algorithms, String issuer, String audience) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(ACCESS_TOKEN));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                new HashSet<>(List.of(audience)), // a Set.of throws when the verifier asks it for null
                new JWTClaimsSet.Builder().issuer(issuer).build(),
                Set.of("sub", "iat", "exp"),
                null);
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Why a token was refused; for the log, not for the caller. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    Caller verify(String token) throws RefusedException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            List<String> roles = claims.getStringListClaim(ROLES);
            return new Caller(claims.getSubject(), roles == null ? Set.of() : Set.copyOf(roles));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new RefusedException(e);
        }
    }
}
