package org.slipway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may sign in, and for how long.
 *
 * @param mode where accounts come from
 * @param adminUser name of the account that always exists in local mode
 * @param adminPassword empty to have one generated at the first start
 * @param usersFile further local accounts, one a line
 * @param sessionMaxAge after which a browser signs in again, however busy it was
 * @param tokenLifetime of the bearer tokens that the console issues itself
 * @param baseUrl how browsers reach the console, when that differs from what the server sees (a proxy)
 * @param dataDirectory what the console keeps outside the database
 */
public record AuthSettings(
        Mode mode,
        String adminUser,
        Optional<String> adminPassword,
        Optional<Path> usersFile,
        Duration sessionMaxAge,
        Duration tokenLifetime,
        Optional<URI> baseUrl,
        Path dataDirectory) {

    /** Where accounts come from. */
    public enum Mode {
        LOCAL
    }

    /** True when browsers come by TLS, so that cookies may be {@code Secure} and browsers may insist on it. */
    public boolean https() {
        return baseUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
    }

    /** Without the password: records print their components, and this one may be logged. */
    @Override
    public String toString() {
        return "AuthSettings[mode=%s, adminUser=%s, usersFile=%s, sessionMaxAge=%s, tokenLifetime=%s, baseUrl=%s, dataDirectory=%s]"
                .formatted(mode, adminUser, usersFile, sessionMaxAge, tokenLifetime, baseUrl, dataDirectory);
    }
}
