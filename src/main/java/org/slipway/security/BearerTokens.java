package org.slipway.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slipway.configuration.AuthSettings;
import org.slipway.configuration.JwtSettings;
import org.slipway.configuration.JwtSettings.KeySource;
import org.slipway.security.oidc.Provider;
import org.slipway.security.oidc.SignInException;

/**
 * The API's tokens: those that the console issues to local accounts, and those of the identity provider or of another issuer
 * that settings name.
 */
@ApplicationScoped
public class BearerTokens {
    private AuthSettings settings;
    private JwtSettings jwt;
    private Supplier<Provider> provider;
    private LocalTokens local;
    private ClaimMapping mapping;
    /** Local tokens first, if there are any; at most one of another issuer after it. */
    private List<TokenVerifier> verifiers = List.of();

    protected BearerTokens() {}

    @Inject
    BearerTokens(AuthSettings settings, JwtSettings jwt, SharedSecret secret, OidcSignIn oidc) {
        this(settings, jwt, secret, oidc::provider);
    }

    /** @param provider the identity provider, in its mode only */
    BearerTokens(AuthSettings settings, JwtSettings jwt, SharedSecret secret, Supplier<Provider> provider) {
        this.provider = provider;
        this.settings = settings;
        this.jwt = jwt;
        local = new LocalTokens(secret);
        mapping = new ClaimMapping(settings.claims());
        List<TokenVerifier> all = new ArrayList<>();
        if (issuesTokens()) {
            all.add(local.verifier());
        }
        if (!jwt.audiences().isEmpty()) {
            all.add(external());
        }
        verifiers = List.copyOf(all);
    }

    private TokenVerifier external() {
        TokenRules rules = new TokenRules(
                issuer(),
                jwt.audiences(),
                new TokenPurpose(false, settings.oidc().map(AuthSettings.Oidc::clientId)),
                jwt.clockSkew(),
                jwt.maxAge());
        Set<JWSAlgorithm> algorithms =
                jwt.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        return new TokenVerifier(jwt.keys().map(BearerTokens::keys).orElseGet(this::providersKeys), algorithms, rules);
    }

    private static TokenKeys keys(KeySource source) {
        return source instanceof KeySource.Fixed fixed
                ? KeyChoice.among(fixed.keys())
                : new RemoteKeys(((KeySource.Address) source)::address);
    }

    private TokenKeys providersKeys() {
        return new RemoteKeys(() -> jwksAddress(provider.get()));
    }

    private static URI jwksAddress(Provider provider) throws IOException {
        try {
            return provider.metadata().getJWKSetURI();
        } catch (SignInException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String issuer() {
        return jwt.issuer()
                .or(() -> settings.oidc().map(AuthSettings.Oidc::issuer))
                .orElseThrow();
    }

    /**
     * @throws RefusedTokenException for every token but a good one
     * @throws TokenKeys.UnavailableException when it may be good and its issuer's keys can't be fetched
     */
    TokenPrincipal verify(String text) throws RefusedTokenException, TokenKeys.UnavailableException {
        SignedJWT token = TokenVerifier.read(text);
        TokenVerifier verifier = verifierFor(TokenVerifier.claimedIssuer(token));
        JWTClaimsSet claims = verifier.verify(token, Instant.now());
        Caller caller = verifier.rules().issuer().equals(LocalTokens.ISSUER)
                ? LocalTokens.caller(claims)
                : mapping.caller(claims);
        if (caller.name().isBlank()) {
            throw RefusedTokenException.of(
                    RefusedTokenException.Reason.INCOMPLETE, "The bearer token names nobody (sub).");
        }
        return new TokenPrincipal(caller, claims, text);
    }

    /** One for an unknown issuer as well: its signature can't be right, but if it is, the answer may say what is wrong. */
    private TokenVerifier verifierFor(String claimedIssuer) throws RefusedTokenException {
        if (verifiers.isEmpty()) {
            throw RefusedTokenException.notVerified("this console takes no tokens", null);
        }
        return verifiers.stream()
                .filter(verifier -> verifier.rules().issuer().equals(claimedIssuer))
                .findFirst()
                .orElse(verifiers.get(verifiers.size() - 1));
    }

    /** Whether {@code /auth/token} does. */
    boolean issuesTokens() {
        return settings.mode() == AuthSettings.Mode.LOCAL;
    }

    String issue(Caller caller) {
        return local.issue(caller, lifetime(), Instant.now());
    }

    Duration lifetime() {
        return settings.tokenLifetime();
    }

    /** A sentence for who has no token: where there are some. It says no more than the sign-in page does. */
    String advice() {
        String own = issuesTokens() ? "Send a bearer token; POST /auth/token issues one." : "";
        if (!jwt.audiences().isEmpty()) {
            String foreign = "an access token that " + issuer() + " issued for " + String.join(" or ", jwt.audiences())
                    + " as bearer token.";
            return own.isEmpty() ? "Send " + foreign : own + " Or send " + foreign;
        }
        return own.isEmpty() ? "This console takes no bearer tokens: mp.jwt.verify.audiences is not set." : own;
    }
}
