package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slipway.configuration.SettingValues;

class SharedSecretTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void keysAreDerivedAsRfc5869Does() {
        byte[] secret = new byte[22];
        Arrays.fill(secret, (byte) 0x0b);

        assertThat(HexFormat.of().formatHex(SharedSecret.derive(secret, "")))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }

    @Test
    void nodesWithTheSameSecretHaveTheSameKeys() {
        assertThat(with(SECRET).key("a")).isEqualTo(with(SECRET).key("a"));
    }

    @Test
    void eachPurposeHasAKeyOfItsOwn() {
        assertThat(with(SECRET).key("a")).isNotEqualTo(with(SECRET).key("b"));
    }

    @Test
    void withoutASecretEachStartMakesItsOwn() {
        SharedSecret one = with(Map.of());
        SharedSecret other = with(Map.of());

        assertThat(one.key("a")).isEqualTo(one.key("a")).isNotEqualTo(other.key("a"));
    }

    private static SharedSecret with(String secret) {
        return with(Map.of("slipway.auth.secret", secret));
    }

    private static SharedSecret with(Map<String, String> settings) {
        SharedSecret shared = new SharedSecret();
        shared.settings = SettingValues.of(settings).auth();
        return shared;
    }
}
