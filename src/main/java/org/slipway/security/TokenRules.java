package org.slipway.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.slipway.security.RefusedTokenException.Reason;

/**
 * What a token must say, once its signature is proven.
 *
 * @param audiences one of these
 * @param purpose what tells an access token from the others that the issuer signs with the same key
 * @param maxAge since it was issued; empty when only its end counts
 */
record TokenRules(
        String issuer, List<String> audiences, TokenPurpose purpose, Duration clockSkew, Optional<Duration> maxAge) {

    /** Nothing of the token's own text is repeated in an answer, but times. */
    void check(JWSHeader header, JWTClaimsSet claims, Instant now) throws RefusedTokenException {
        JOSEObjectType type = header.getType();
        if (!issuer.equals(claims.getIssuer())) {
            throw RefusedTokenException.of(
                    Reason.OTHER_ISSUER,
                    "The bearer token's issuer (iss) is not the one this console trusts, " + issuer + ".");
        }
        if (!purpose.isAccess(type, claims)) {
            throw RefusedTokenException.of(
                    Reason.NOT_AN_ACCESS_TOKEN,
                    "The bearer token is none for an API, but an ID token or one for another purpose: send an access token.");
        }
        if (Collections.disjoint(audiences, claims.getAudience())) {
            throw RefusedTokenException.of(
                    Reason.OTHER_AUDIENCE,
                    "The bearer token was issued for another audience (aud); this console is "
                            + String.join(" or ", audiences) + ".");
        }
        times(claims, now);
    }

    private void times(JWTClaimsSet claims, Instant now) throws RefusedTokenException {
        if (claims.getExpirationTime() == null) {
            throw RefusedTokenException.of(Reason.INCOMPLETE, "The bearer token has no end (exp).");
        }
        Instant end = claims.getExpirationTime().toInstant();
        if (!now.isBefore(end.plus(clockSkew))) {
            throw RefusedTokenException.of(Reason.EXPIRED, "The bearer token expired at " + seconds(end) + ".");
        }
        Date begin = claims.getNotBeforeTime();
        if (begin != null && now.plus(clockSkew).isBefore(begin.toInstant())) {
            throw RefusedTokenException.of(
                    Reason.NOT_YET_VALID,
                    "The bearer token is not valid before " + seconds(begin.toInstant()) + "; it is " + seconds(now)
                            + " here.");
        }
        issued(claims.getIssueTime(), now);
    }

    private void issued(Date time, Instant now) throws RefusedTokenException {
        if (time != null && now.plus(clockSkew).isBefore(time.toInstant())) {
            throw RefusedTokenException.of(
                    Reason.NOT_YET_VALID,
                    "The bearer token was issued in the future, at " + seconds(time.toInstant()) + "; it is "
                            + seconds(now) + " here.");
        }
        if (maxAge.isEmpty()) {
            return;
        }
        if (time == null) {
            throw RefusedTokenException.of(
                    Reason.INCOMPLETE, "The bearer token does not say when it was issued (iat).");
        }
        if (now.isAfter(time.toInstant().plus(maxAge.get()).plus(clockSkew))) {
            throw RefusedTokenException.of(
                    Reason.TOO_OLD,
                    "The bearer token is older than the " + maxAge.get().toSeconds()
                            + " seconds that this console allows.");
        }
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
