package org.slipway.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells access tokens from the others that an issuer signs with the same keys: ID tokens, which every application that
 * somebody signs in to gets to see, logout tokens, refresh tokens. Why by these marks, {@code docs/adr/0016} says.
 *
 * @param typeNeeded true when only the type {@code at+jwt} of RFC 9068 counts
 * @param clientId the console's own at the issuer, for which ID tokens are issued
 */
record TokenPurpose(boolean typeNeeded, Optional<String> clientId) {
    private static final Set<JOSEObjectType> ACCESS_TYPES =
            Set.of(new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    /** Claims in which Keycloak and Amazon Cognito say the purpose, and what they say of access tokens. */
    private static final List<String> PURPOSE = List.of("typ", "token_use");

    private static final Set<String> ACCESS = Set.of("Bearer", "access");

    /** OpenID Connect Core 3.1.3.6 and 3.3.2.11; RFC 8417, which logout tokens follow. */
    private static final List<String> NEVER_IN_ACCESS_TOKENS = List.of("at_hash", "c_hash", "s_hash", "events");

    /** What was granted to whom: RFC 9068, Okta, and Entra ID with a user and without one. No ID token has these. */
    private static final List<String> ONLY_IN_ACCESS_TOKENS =
            List.of("scope", "scp", "client_id", "azpacr", "appidacr");

    boolean isAccess(JOSEObjectType type, JWTClaimsSet claims) {
        if (type != null && ACCESS_TYPES.contains(type)) {
            return true;
        }
        return !typeNeeded && (type == null || type.equals(JOSEObjectType.JWT)) && isAccess(claims);
    }

    private boolean isAccess(JWTClaimsSet claims) {
        List<Object> said = PURPOSE.stream()
                .map(claims::getClaim)
                .filter(purpose -> purpose != null)
                .toList();
        if (!ACCESS.containsAll(said) || hasOneOf(claims, NEVER_IN_ACCESS_TOKENS)) {
            return false;
        }
        boolean sure = !said.isEmpty() || hasOneOf(claims, ONLY_IN_ACCESS_TOKENS);
        boolean likeIdToken = claims.getClaim("nonce") != null
                || clientId.filter(claims.getAudience()::contains).isPresent();
        return sure || !likeIdToken;
    }

    private static boolean hasOneOf(JWTClaimsSet claims, List<String> names) {
        return names.stream().anyMatch(name -> claims.getClaim(name) != null);
    }
}
