package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
    @Test
    void aMisspeltKeyIsToldWithTheNearestOne() {
        assertThat(UnknownKeys.in(SettingSource.of(Map.of(
                        "slipway.lock-timout", "1s",
                        "slipway.auth.local.adminpassword", "x",
                        "SLIPWAY_DIVIDES", "auto"))))
                .containsExactly(
                        "Unknown setting SLIPWAY_DIVIDES has no effect; did you mean SLIPWAY_DIVIDE?",
                        "Unknown setting slipway.auth.local.adminpassword has no effect; did you mean"
                                + " slipway.auth.local.admin-password?",
                        "Unknown setting slipway.lock-timout has no effect; did you mean slipway.lock-timeout?");
    }

    @Test
    void aMisspeltKeyOfMicroProfileJwtIsToldToo() {
        assertThat(UnknownKeys.in(SettingSource.of(
                        Map.of("mp.jwt.verify.audience", "x", "MP_JWT_VERIFY_ISUER", "x", "mp.openapi.scan", "x"))))
                .containsExactly(
                        "Unknown setting MP_JWT_VERIFY_ISUER has no effect; did you mean MP_JWT_VERIFY_ISSUER?",
                        "Unknown setting mp.jwt.verify.audience has no effect; did you mean mp.jwt.verify.audiences?");
    }

    @Test
    void knownKeysTheirFileTwinsTheirFamiliesAndOtherPeoplesKeysAreNotUnknown() {
        assertThat(UnknownKeys.in(SettingSource.of(Map.of(
                        "mp.jwt.verify.publickey.location", "x",
                        "MP_JWT_VERIFY_CLOCK_SKEW", "5",
                        "slipway.lock-timeout", "1s",
                        "slipway.db.password-file", "/run/secrets/db",
                        "slipway.migrations.placeholders.owner", "x",
                        "SLIPWAY_AUTH_LOCAL_ADMIN_PASSWORD", "x",
                        "SLIPWAY_AUTH_LOCAL_ADMIN_PASSWORD_FILE", "x",
                        "SLIPWAY_MIGRATIONS_PLACEHOLDERS_OWNER", "x",
                        "java.home", "x"))))
                .isEmpty();
    }
}
