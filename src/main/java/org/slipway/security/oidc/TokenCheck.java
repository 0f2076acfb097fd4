package org.slipway.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** Whether a token that the provider's token endpoint gave is what it must be. */
final class TokenCheck {
    /** How far two machines' clocks may be apart. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(TokenCheck.class.getName());

    private final Provider provider;
    private final ClientID clientId;

    TokenCheck(Provider provider, ClientID clientId) {
        this.provider = provider;
        this.clientId = clientId;
    }

    /** Signature, {@code iss}, {@code aud}, {@code azp}, {@code exp}, {@code iat}, {@code nonce} (OpenID Connect Core 3.1.3.7). */
    Identity idToken(JWT token, Nonce nonce) throws SignInException {
        IDTokenValidator validator =
                new IDTokenValidator(new Issuer(provider.issuer()), clientId, provider.keySelector(), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        try {
            IDTokenClaimsSet claims = validator.validate(token, nonce);
            checkParty(claims);
            return new Identity(
                    claims.getSubject().getValue(),
                    claims.getStringClaim("sid"),
                    token.getParsedString(),
                    token.getJWTClaimsSet().getClaims());
        } catch (KeySourceException e) {
            throw unreachable(e);
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw OidcClient.notTrusted("the ID token is refused: " + e.getMessage(), e);
        }
    }

    /** The library leaves this one to its caller. */
    private void checkParty(IDTokenClaimsSet claims) throws SignInException {
        AuthorizedParty party = claims.getAuthorizedParty();
        if (party == null && claims.getAudience().size() > 1) {
            throw OidcClient.notTrusted("the ID token is for several clients and does not say which asked (azp)", null);
        }
        if (party != null && !party.getValue().equals(clientId.getValue())) {
            throw OidcClient.notTrusted("the ID token was made for another client (azp): " + party, null);
        }
    }

    static SignInException unreachable(KeySourceException e) {
        return new SignInException(
                SignInFailure.PROVIDER_UNREACHABLE, "the provider's keys can't be read: " + e.getMessage(), e);
    }

    /**
     * The claims of an access token of the same issuer for the same subject. Empty for a token that is nothing to read for a
     * client, as it is with most providers.
     */
    Optional<Map<String, Object>> accessToken(String token, String subject) throws SignInException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(provider.keySelector());
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder()
                        .issuer(provider.issuer())
                        .subject(subject)
                        .build(),
                Set.of("exp"));
        claims.setMaxClockSkew((int) SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return Optional.of(processor.process(token, null).getClaims());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.fine(() -> "The access token says nothing about roles: " + e.getMessage());
            return Optional.empty();
        }
    }
}
