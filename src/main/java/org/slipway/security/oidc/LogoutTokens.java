package org.slipway.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks the logout tokens of OpenID Connect Back-Channel Logout 1.0, and takes each of them once. */
public final class LogoutTokens {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;

    private final Provider provider;
    private final ClientID clientId;

    /** Until when a {@code jti} has to be remembered: a token older than that is refused for its age. */
    private final Map<String, Instant> used = new LinkedHashMap<>();

    public LogoutTokens(Provider provider, String clientId) {
        this.provider = provider;
        this.clientId = new ClientID(clientId);
    }

    /** @throws SignInException with what is wrong with it */
    public EndOfSession accept(String token) throws SignInException {
        Instant now = Instant.now();
        LogoutTokenClaimsSet claims = checked(token);
        if (isPast(claims.getIssueTime(), now.minus(MAX_AGE)) || isPast(claims.getExpirationTime(), now)) {
            throw OidcClient.notTrusted("the logout token is too old", null);
        }
        if (claims.getIssueTime().toInstant().isAfter(now.plus(TokenCheck.SKEW))) {
            throw OidcClient.notTrusted("the logout token is from the future", null);
        }
        useOnce(claims.getJWTID().getValue(), now);
        return new EndOfSession(
                claims.getSubject() == null ? null : claims.getSubject().getValue(),
                claims.getSessionID() == null ? null : claims.getSessionID().getValue());
    }

    private LogoutTokenClaimsSet checked(String token) throws SignInException {
        try {
            JWT jwt = JWTParser.parse(token);
            return new LogoutTokenValidator(new Issuer(provider.issuer()), clientId, provider.keySelector(), null)
                    .validate(jwt);
        } catch (KeySourceException e) {
            throw TokenCheck.unreachable(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw OidcClient.notTrusted("the logout token is refused: " + e.getMessage(), e);
        }
    }

    private static boolean isPast(Date date, Instant limit) {
        return date != null && date.toInstant().plus(TokenCheck.SKEW).isBefore(limit);
    }

    private synchronized void useOnce(String id, Instant now) throws SignInException {
        used.values().removeIf(until -> until.isBefore(now));
        if (used.containsKey(id) || used.size() >= REMEMBERED) {
            throw OidcClient.notTrusted("the logout token was used before, or too many came at once", null);
        }
        used.put(id, now.plus(MAX_AGE).plus(TokenCheck.SKEW.multipliedBy(2)));
    }
}
