package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.SettingValues;

class DeviceCookieTest {
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(90));

    private final DeviceCookie cookie = cookie(Map.of());

    private static DeviceCookie cookie(Map<String, String> settings) {
        SharedSecret secret = new SharedSecret();
        secret.settings = SettingValues.of(settings).auth();
        return new DeviceCookie(secret, new RequestOrigin(secret.settings));
    }

    @Test
    void itIsGoodForItsAccountAndNoOtherUntilItsEnd() {
        String sealed = cookie.sealed("ada. Lovelace;ü", END);

        assertThat(cookie.opened(sealed, "ada. Lovelace;ü", NOW)).isPresent();
        assertThat(cookie.opened(sealed, "admin", NOW)).isEmpty();
        assertThat(cookie.opened(sealed, "ada. Lovelace;ü", END)).isEmpty();
        assertThat(sealed).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void browsersAreToldApart() {
        assertThat(cookie.opened(cookie.sealed("ada", END), "ada", NOW))
                .isNotEqualTo(cookie.opened(cookie.sealed("ada", END), "ada", NOW));
    }

    @Test
    void nodesWithTheSameSecretKnowEachOthersAndNoOthers() {
        Map<String, String> shared = Map.of("slipway.auth.secret", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=");
        String sealed = cookie(shared).sealed("ada", END);

        assertThat(cookie(shared).opened(sealed, "ada", NOW)).isPresent();
        assertThat(cookie.opened(sealed, "ada", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "a.b.c.d", "a.9999999999.YWRh.", "a.x.YWRh.AAAA"})
    void aForgedOneIsNone(String forged) {
        assertThat(cookie.opened(forged, "ada", NOW)).isEmpty();
    }

    @Test
    void aChangedOneIsNone() {
        String sealed = cookie.sealed("ada", END);
        String later = sealed.replace("." + END.getEpochSecond() + ".", "." + (END.getEpochSecond() + 1) + ".");

        assertThat(later).isNotEqualTo(sealed);
        assertThat(cookie.opened(later, "ada", NOW)).isEmpty();
        assertThat(cookie.opened(sealed.substring(0, sealed.length() - 2), "ada", NOW))
                .isEmpty();
    }
}
