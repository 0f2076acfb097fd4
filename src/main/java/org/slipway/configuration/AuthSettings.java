package org.slipway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign in, how, and for how long.
 *
 * @param mode where accounts come from
 * @param secret Base64 of the key that nodes share; empty for one of this process
 * @param sessionMaxAge after which a browser signs in again, however busy it was
 * @param tokenLifetime of the bearer tokens that the console issues itself
 * @param baseUrl how browsers reach the console, when that differs from what the server sees (a proxy)
 * @param trustedProxies whose forwarded headers are believed
 * @param proxyHeader which of these headers
 * @param dataDirectory what the console keeps outside the database
 * @param local the accounts of local mode
 * @param oidc present in the mode of that name and in no other
 * @param claims what a token's claims mean
 */
public record AuthSettings(
        Mode mode,
        Optional<String> secret,
        Duration sessionMaxAge,
        Duration tokenLifetime,
        Optional<URI> baseUrl,
        List<AddressRange> trustedProxies,
        ProxyHeader proxyHeader,
        Path dataDirectory,
        Local local,
        Optional<Oidc> oidc,
        Claims claims) {

    /** Where accounts come from. */
    public enum Mode {
        LOCAL,
        OIDC
    }

    /** How proxies say who asked. */
    public enum ProxyHeader {
        X_FORWARDED_FOR,
        /** RFC 7239. */
        FORWARDED
    }

    /**
     * The console's own accounts.
     *
     * @param adminUser name of the account that always exists in local mode
     * @param adminPassword empty to have one generated at the first start
     * @param usersFile further local accounts, one a line
     */
    public record Local(String adminUser, Optional<String> adminPassword, Optional<Path> usersFile) {
        /** Without the password: records print their components, and this one may be logged. */
        @Override
        public String toString() {
            return "Local[adminUser=%s, usersFile=%s]".formatted(adminUser, usersFile);
        }
    }

    /**
     * The console as a client of an identity provider.
     *
     * @param issuer as the provider writes it, to the last slash
     * @param clientSecret empty for a public client
     */
    public record Oidc(String issuer, String clientId, Optional<String> clientSecret, List<String> scopes) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Oidc[issuer=%s, clientId=%s, scopes=%s]".formatted(issuer, clientId, scopes);
        }
    }

    /**
     * What the claims of an ID token or of a bearer token from elsewhere mean.
     *
     * @param roles claims or claim paths with the values below
     * @param names claims with a name to show; the first that is there counts
     */
    public record Claims(List<String> roles, List<String> adminValues, List<String> viewerValues, List<String> names) {}

    /** True when browsers come by TLS, so that cookies may be {@code Secure} and browsers may insist on it. */
    public boolean https() {
        return baseUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AuthSettings[mode=%s, sessionMaxAge=%s, tokenLifetime=%s, baseUrl=%s, trustedProxies=%s, local=%s, oidc=%s, claims=%s]"
                .formatted(mode, sessionMaxAge, tokenLifetime, baseUrl, trustedProxies, local, oidc, claims);
    }
}
