package org.slipway.security.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Logger;

/**
 * What an ID token does not say of its subject: some providers put roles into the access token alone (Keycloak's realm
 * roles), some only tell them at the user info endpoint.
 */
final class MoreClaims {
    private static final Logger LOG = Logger.getLogger(MoreClaims.class.getName());

    private final TokenCheck check;
    private final OIDCProviderMetadata metadata;
    private final ProviderHttp http;

    MoreClaims(TokenCheck check, OIDCProviderMetadata metadata, ProviderHttp http) {
        this.check = check;
        this.metadata = metadata;
        this.http = http;
    }

    /** No more than is needed is asked for. */
    Identity completed(Identity identity, AccessToken token, Predicate<Map<String, Object>> saysEnough)
            throws SignInException {
        if (saysEnough.test(identity.claims()) || token == null) {
            return identity;
        }
        Identity more = check.accessToken(token.getValue(), identity.subject())
                .map(identity::with)
                .orElse(identity);
        return saysEnough.test(more.claims())
                ? more
                : userInfo(token, identity.subject()).map(more::with).orElse(more);
    }

    private Optional<Map<String, Object>> userInfo(AccessToken token, String subject) {
        URI endpoint = metadata.getUserInfoEndpointURI();
        if (endpoint == null || !(token instanceof BearerAccessToken)) {
            return Optional.empty();
        }
        try {
            UserInfoResponse answer = UserInfoResponse.parse(
                    new UserInfoRequest(endpoint, token).toHTTPRequest().send(http));
            UserInfo info =
                    answer.indicatesSuccess() ? answer.toSuccessResponse().getUserInfo() : null;
            if (info == null || !info.getSubject().getValue().equals(subject)) {
                LOG.warning(() -> endpoint + " tells nothing about " + subject);
                return Optional.empty();
            }
            return Optional.of(info.toJSONObject());
        } catch (IOException | ParseException e) {
            LOG.warning(() -> "Going on without what " + endpoint + " says: " + e.getMessage());
            return Optional.empty();
        }
    }
}
