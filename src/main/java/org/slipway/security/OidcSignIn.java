package org.slipway.security;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slipway.configuration.AuthSettings;
import org.slipway.security.oidc.Attempt;
import org.slipway.security.oidc.AttemptSeal;
import org.slipway.security.oidc.EndOfSession;
import org.slipway.security.oidc.Identity;
import org.slipway.security.oidc.LogoutTokens;
import org.slipway.security.oidc.OidcClient;
import org.slipway.security.oidc.Provider;
import org.slipway.security.oidc.SignInException;

/** Signing in and out at the identity provider that the settings name, for a browser. Nothing in local mode. */
@ApplicationScoped
public class OidcSignIn {
    private static final Logger LOG = Logger.getLogger(OidcSignIn.class.getName());
    private static final String SEAL_PURPOSE = "sign-in attempt";
    private static final int LONGEST_RETURN = 1500;

    /** Servers take addresses of about eight thousand characters; a token with many groups is longer. */
    private static final int LONGEST_HINT = 4000;

    @Inject
    AuthSettings settings;

    @Inject
    SharedSecret secret;

    @Inject
    RequestOrigin origin;

    @Inject
    BrowserSession session;

    private ClaimMapping mapping;
    private AttemptCookies cookies;
    private Provider provider;
    private OidcClient client;
    private LogoutTokens logoutTokens;

    @PostConstruct
    void prepare() {
        settings.oidc().ifPresent(oidc -> {
            mapping = new ClaimMapping(settings.claims());
            cookies = new AttemptCookies(new AttemptSeal(secret.key(SEAL_PURPOSE)));
            provider = new Provider(oidc.issuer());
            client = new OidcClient(oidc, provider);
            logoutTokens = new LogoutTokens(provider, oidc.clientId());
        });
    }

    /** Whether accounts come from an identity provider. */
    boolean isOn() {
        return provider != null;
    }

    /** What the provider says of itself; only where {@link #isOn}. */
    Provider provider() {
        return provider;
    }

    /**
     * Where to send the browser to.
     *
     * @param returnTo as it came with the request, may be null
     */
    URI begin(HttpServletRequest request, HttpServletResponse response, String returnTo) throws SignInException {
        String page = LocalPath.orStartPage(returnTo, request.getContextPath());
        Attempt attempt = Attempt.begin(
                URI.create(origin.baseUrl(request) + OidcCallbackServlet.PATH),
                page.length() > LONGEST_RETURN ? request.getContextPath() + LocalPath.START_PAGE : page);
        URI target = client.authorization(attempt);
        cookies.add(request, response, attempt, origin.https(request));
        return target;
    }

    /** Empty when this browser did not begin it, or too long ago. */
    Optional<Attempt> attempt(HttpServletRequest request, HttpServletResponse response) {
        String state = request.getParameter("state");
        return state == null ? Optional.empty() : cookies.take(request, response, state, origin.https(request));
    }

    /** Begins this browser's session. */
    Caller finish(HttpServletRequest request, HttpServletResponse response, Attempt attempt) throws SignInException {
        Instant asked = Instant.now();
        Map<String, List<String>> answer = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> answer.put(name, Arrays.asList(values)));
        Identity identity =
                client.finish(attempt, answer, claims -> !mapping.roles(claims).isEmpty());
        Caller caller = new Caller(mapping.name(identity.claims()), mapping.roles(identity.claims()));
        boolean leftOut = mapping.leavesOut(identity.claims());
        if (caller.roles().isEmpty()) {
            LOG.warning(() -> withoutRole(caller, identity, leftOut));
        }
        session.begin(request, response, caller, ProviderSession.of(identity, asked, leftOut));
        return caller;
    }

    private String withoutRole(Caller caller, Identity identity, boolean leftOut) {
        return caller.name() + " (subject " + PrintableText.of(identity.subject())
                + ") has no role here: none of the claims "
                + settings.claims().roles() + " has a value that means one; there are "
                + PrintableText.of(identity.claims().keySet().toString())
                + (leftOut
                        ? ". The provider left out the groups, because the account has too many of them: let it send only"
                                + " groups assigned to the application, or application roles."
                        : "");
    }

    /**
     * Where to send the browser to so that it is signed out there too. Empty when the provider has no such address or can't be
     * reached.
     */
    Optional<URI> endOfSession(HttpServletRequest request, ProviderSession session) {
        try {
            URI endpoint = provider.reachable().getEndSessionEndpointURI();
            URI back = URI.create(origin.baseUrl(request) + LocalPath.SIGNED_OUT_PAGE);
            ClientID clientId = new ClientID(settings.oidc().orElseThrow().clientId());
            return Optional.ofNullable(endpoint)
                    .map(address ->
                            new LogoutRequest(address, hint(session), null, clientId, back, null, null).toURI());
        } catch (SignInException e) {
            LOG.log(Level.WARNING, () -> "Signed out here and not at the identity provider: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static JWT hint(ProviderSession session) {
        try {
            return session.idToken().length() > LONGEST_HINT ? null : JWTParser.parse(session.idToken());
        } catch (ParseException e) {
            throw new IllegalStateException("it could be read at sign-in", e);
        }
    }

    EndOfSession acceptLogout(String token) throws SignInException {
        return logoutTokens.accept(token);
    }

    /**
     * Origins of the provider to which a form of ours may lead: a browser looks at the redirects that follow a form, too. Nothing
     * in local mode.
     */
    String formTargets() {
        if (!isOn()) {
            return "";
        }
        Stream<URI> known = provider.known().stream()
                .flatMap((OIDCProviderMetadata metadata) ->
                        Stream.of(metadata.getAuthorizationEndpointURI(), metadata.getEndSessionEndpointURI()));
        return Stream.concat(Stream.of(URI.create(provider.issuer())), known)
                .filter(Objects::nonNull)
                .map(address -> " " + address.getScheme() + "://" + address.getRawAuthority())
                .distinct()
                .collect(Collectors.joining());
    }
}
