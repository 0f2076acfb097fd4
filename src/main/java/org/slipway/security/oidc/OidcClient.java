package org.slipway.security.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slipway.configuration.AuthSettings;

/**
 * The console as a client of an OpenID provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0,
 * RFC 7636), the answer's issuer as RFC 9207 has it.
 */
public final class OidcClient {
    private final AuthSettings.Oidc settings;
    private final Provider provider;
    private final ClientID clientId;

    public OidcClient(AuthSettings.Oidc settings, Provider provider) {
        this.settings = settings;
        this.provider = provider;
        clientId = new ClientID(settings.clientId());
    }

    /** Where to send the browser. */
    public URI authorization(Attempt attempt) throws SignInException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, Scope.parse(settings.scopes()), clientId, attempt.redirectUri())
                .endpointURI(provider.reachable().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Redeems the code, and checks everything that came.
     *
     * @param answer the parameters with which the browser came back
     * @param saysEnough whether claims say what their subject may do; if not, the provider is asked for more
     */
    public Identity finish(Attempt attempt, Map<String, List<String>> answer, Predicate<Map<String, Object>> saysEnough)
            throws SignInException {
        OIDCProviderMetadata metadata = provider.metadata();
        OIDCTokens tokens = redeem(metadata, attempt, code(metadata, attempt, answer));
        TokenCheck check = new TokenCheck(provider, clientId);
        Identity identity = check.idToken(tokens.getIDToken(), new Nonce(attempt.nonce()));
        return new MoreClaims(check, metadata, provider.http())
                .completed(identity, tokens.getAccessToken(), saysEnough);
    }

    private AuthorizationCode code(OIDCProviderMetadata metadata, Attempt attempt, Map<String, List<String>> parameters)
            throws SignInException {
        AuthenticationResponse answer;
        try {
            answer = AuthenticationResponseParser.parse(attempt.redirectUri(), parameters);
        } catch (ParseException e) {
            throw notTrusted("the answer can't be read: " + e.getMessage(), e);
        }
        checkIssuer(metadata, answer.getIssuer());
        if (answer.getState() == null || !answer.getState().getValue().equals(attempt.state())) {
            throw notTrusted("the answer is to another request (state)", null);
        }
        if (!answer.indicatesSuccess()) {
            throw refused(answer.toErrorResponse().getErrorObject());
        }
        AuthorizationCode code = answer.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw notTrusted("the answer has no code", null);
        }
        return code;
    }

    /** RFC 9207: keeps an answer of one provider from being taken for that of another (mix-up). */
    private void checkIssuer(OIDCProviderMetadata metadata, Issuer answering) throws SignInException {
        if (answering == null && metadata.supportsAuthorizationResponseIssuerParam()) {
            throw notTrusted("the answer lacks iss, which the provider announces", null);
        }
        if (answering != null && !answering.getValue().equals(provider.issuer())) {
            throw notTrusted("the answer is from another issuer: " + answering, null);
        }
    }

    private static SignInException refused(ErrorObject error) {
        return new SignInException(
                SignInFailure.PROVIDER_REFUSED, "the provider said " + error.getCode() + ": " + error.getDescription());
    }

    private OIDCTokens redeem(OIDCProviderMetadata metadata, Attempt attempt, AuthorizationCode code)
            throws SignInException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, attempt.redirectUri(), new CodeVerifier(attempt.verifier()));
        URI endpoint = metadata.getTokenEndpointURI();
        TokenRequest request = authentication(metadata)
                .map(authentication -> new TokenRequest.Builder(endpoint, authentication, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, clientId, grant))
                .build();
        try {
            TokenResponse answer =
                    OIDCTokenResponseParser.parse(request.toHTTPRequest().send(provider.http()));
            if (!answer.indicatesSuccess()) {
                throw notRedeemed(answer.toErrorResponse().getErrorObject());
            }
            OIDCTokens tokens = ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
            if (tokens.getIDToken() == null) {
                throw notTrusted("the provider gave no ID token", null);
            }
            return tokens;
        } catch (IOException e) {
            throw new SignInException(
                    SignInFailure.PROVIDER_UNREACHABLE, "no answer from " + endpoint + ": " + e.getMessage(), e);
        } catch (ParseException e) {
            throw notTrusted("the answer of " + endpoint + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Empty for a public client. */
    private Optional<ClientAuthentication> authentication(OIDCProviderMetadata metadata) {
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean post = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return settings.clientSecret()
                .map(Secret::new)
                .map(secret -> post ? new ClientSecretPost(clientId, secret) : new ClientSecretBasic(clientId, secret));
    }

    /** A code that is not (any more) good is somebody's doing; everything else is a matter of settings. */
    private static SignInException notRedeemed(ErrorObject error) {
        String message =
                "the provider does not redeem the code, it said " + error.getCode() + ": " + error.getDescription();
        return new SignInException(
                "invalid_grant".equals(error.getCode())
                        ? SignInFailure.NOT_TRUSTED
                        : SignInFailure.PROVIDER_MISCONFIGURED,
                message);
    }

    static SignInException notTrusted(String message, Exception cause) {
        return new SignInException(SignInFailure.NOT_TRUSTED, message, cause);
    }
}
