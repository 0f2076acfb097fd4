package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;

class SettingValuesTest {
    @TempDir
    Path folder;

    @Test
    void withoutAnySettingTheDefaultsHold() {
        assertThat(SettingValues.of(Map.of()))
                .isEqualTo(new SettingValues(
                        new MigrationSettings(
                                List.of("filesystem:migrations"),
                                "auto",
                                "V",
                                "R",
                                "__",
                                List.of(".sql"),
                                StandardCharsets.UTF_8,
                                true,
                                "${",
                                "}",
                                Map.of(),
                                "",
                                ""),
                        new ExecutionSettings(
                                "slipway",
                                Duration.ofMillis(200),
                                Duration.ofMinutes(10),
                                Duration.ZERO,
                                OnExisting.WARN,
                                Divide.AUTO,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(15)),
                        new DriftSettings(List.of()),
                        new AuthSettings(
                                AuthSettings.Mode.LOCAL,
                                Optional.empty(),
                                Duration.ofHours(8),
                                Duration.ofMinutes(15),
                                Optional.empty(),
                                List.of(),
                                AuthSettings.ProxyHeader.X_FORWARDED_FOR,
                                Path.of("slipway-data"),
                                new AuthSettings.Local("admin", Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                new AuthSettings.Claims(
                                        List.of("groups"),
                                        List.of("admin"),
                                        List.of("viewer"),
                                        List.of("upn", "preferred_username", "email", "sub"))),
                        new JwtSettings(
                                Optional.empty(),
                                List.of("RS256"),
                                Optional.empty(),
                                List.of(),
                                Duration.ofSeconds(60),
                                Optional.empty()),
                        new OperationsSettings(null)));
    }

    @ParameterizedTest
    @CsvSource({"200ms,PT0.2S", "5s,PT5S", "10min,PT10M", "1h,PT1H", "1d,PT24H", "PT5S,PT5S", "'5 s',PT5S", "5S,PT5S"})
    void aDurationIsWrittenWithItsUnit(String text, Duration expected) {
        assertThat(SettingValues.of(Map.of("slipway.lock-timeout", text))
                        .execution()
                        .lockTimeout())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "slipway.migrations.location; ||; one or more values, separated by commas, none of them empty",
                "slipway.migrations.location; a,,b; one or more values, separated by commas, none of them empty",
                "slipway.migrations.repeatable-prefix; ||; a text that is not empty",
                "slipway.migrations.separator; ||; a text that is not empty",
                "slipway.migrations.suffixes; .sql,; one or more values, separated by commas, none of them empty",
                "slipway.migrations.encoding; UTF-9; a character encoding that Java knows, such as UTF-8 or ISO-8859-1",
                "slipway.migrations.placeholder-replacement; yes; true or false",
                "slipway.migrations.placeholder-prefix; ||; a text that is not empty",
                "slipway.migrations.placeholder-suffix; ||; a text that is not empty",
                "slipway.history.schema; my schema; a schema name of at most 63 letters, digits, _ or $ that does not begin with a digit or pg_",
                "slipway.history.schema; pg_own; a schema name of at most 63 letters, digits, _ or $ that does not begin with a digit or pg_",
                "slipway.lock-timeout; 200; a duration from 1ms to 2147483647ms, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.lock-timeout; 0; a duration from 1ms to 2147483647ms, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.lock-retry-budget; -1s; a duration from 0s to 168h, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.statement-timeout; forever; a duration from 0s to 2147483647ms, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.on-existing; ignore; warn or fail",
                "slipway.divide; ||; auto or refuse",
                "slipway.check-timeout; 1ms; a duration from 10ms to 10min, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.shutdown.drain-timeout; 2d; a duration from 0s to 24h, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.heartbeat; 1ms; a duration from 100ms to 1min, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.lost-after; 1x; a duration from 1s to 24h, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.data-directory; ||; a path of this machine",
                "slipway.base-url; slipway.example.org; an address such as https://slipway.example.org or https://example.org/slipway",
                "slipway.base-url; https://user@host; an address such as https://slipway.example.org or https://example.org/slipway",
                "slipway.auth.mode; ldap; local or oidc",
                "slipway.auth.local.admin-user; a:b; a name of 1 to 100 characters without a colon",
                "slipway.auth.local.users-file; ||; a path of this machine",
                "slipway.auth.session-max-age; 0; a duration from 1s to 168h, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.auth.token-lifetime; 100d; a duration from 1s to 24h, such as 200ms, 5s, 10min, 1h or PT5S",
                "slipway.db.url; ||; a text that is not empty",
                "slipway.db.user; ||; a text that is not empty",
                "slipway.http.port; 65536; a port from 0 to 65535",
            })
    void anInvalidValueIsRefusedWithKeyValueAndWhatWouldBeValid(String key, String value, String valid) {
        assertThat(problems(Map.of(key, value)))
                .containsExactly(key + " = \"" + value + "\" is invalid; valid is " + valid + ".");
    }

    @Test
    void anInvalidSecretIsNotShown() {
        assertThat(problems(Map.of("slipway.auth.local.admin-password", "")))
                .containsExactly(
                        "slipway.auth.local.admin-password = (a secret) is invalid; valid is a text that is not empty.");
    }

    @Test
    void allInvalidValuesAreToldAtOnce() {
        assertThatThrownBy(() -> SettingValues.of(Map.of("slipway.divide", "no", "slipway.on-existing", "no")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Slipway does not start: 2 settings are invalid."
                        + "\n  slipway.on-existing = \"no\" is invalid; valid is warn or fail."
                        + "\n  slipway.divide = \"no\" is invalid; valid is auto or refuse.");
    }

    @Test
    void aNodeIsNotLostAfterASingleLateHeartbeat() {
        assertThat(problems(Map.of("slipway.heartbeat", "10s")))
                .containsExactly("slipway.lost-after = \"PT15S\" is invalid; valid is at least three times"
                        + " slipway.heartbeat, which is PT10S.");
    }

    @Test
    void versionedAndRepeatableMigrationsHaveDifferentPrefixes() {
        assertThat(problems(Map.of("slipway.migrations.prefix", "R")))
                .containsExactly("slipway.migrations.repeatable-prefix = \"R\" is the prefix of versioned migrations"
                        + " too; valid is another one.");
    }

    @Test
    void aSecretMayComeFromAFileWhoseLineEndDoesNotCount() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3cret \n");

        assertThat(SettingValues.of(Map.of("slipway.auth.local.admin-password-file", file.toString()))
                        .auth()
                        .local()
                        .adminPassword())
                .contains("s3cret");
    }

    @Test
    void anIdentityProviderIsReadToTheLastSlash() {
        assertThat(SettingValues.of(Map.of(
                                "slipway.auth.mode", "oidc",
                                "slipway.auth.oidc.issuer", "https://company.example/",
                                "slipway.auth.oidc.client-id", "slipway"))
                        .auth()
                        .oidc())
                .contains(new AuthSettings.Oidc(
                        "https://company.example/",
                        "slipway",
                        Optional.empty(),
                        List.of("openid", "profile", "email")));
    }

    @Test
    void signInAtAnIdentityProviderNeedsItsAddressAndAClientId() {
        assertThat(problems(Map.of("slipway.auth.mode", "oidc")))
                .extracting(problem -> problem.replaceFirst(":.*", ""))
                .containsExactly(
                        "slipway.auth.oidc.issuer is not set, and slipway.auth.mode=oidc needs it",
                        "slipway.auth.oidc.client-id is not set, and slipway.auth.mode=oidc needs it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "c2hvcnQ=", "not base 64 not base 64 not base 64 not base 64"})
    void aKeyIsThirtyTwoBytesInBase64(String key) {
        assertThat(problems(Map.of("slipway.auth.secret", key)))
                .containsExactly("slipway.auth.secret = (a secret) is invalid; valid is 32 bytes or more in Base64.");
    }

    @Test
    void aSecretFileThatIsNotThereIsRefused() {
        assertThat(problems(Map.of("slipway.auth.local.admin-password-file", "/no/such/file")))
                .containsExactly("slipway.auth.local.admin-password-file = \"/no/such/file\" can't be read"
                        + " (NoSuchFileException); valid is a text file in UTF-8 that the server may read.");
    }

    @Test
    void aSecretIsSetInOnePlace() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3cret");

        assertThat(problems(Map.of(
                        "slipway.auth.local.admin-password",
                        "other",
                        "slipway.auth.local.admin-password-file",
                        file.toString())))
                .containsExactly("slipway.auth.local.admin-password and slipway.auth.local.admin-password-file are both"
                        + " set; valid is one of them.");
    }

    @Test
    void placeholdersComeFromPropertiesAndFromTheEnvironment() {
        var texts = new HashMap<String, String>();
        texts.put("slipway.migrations.placeholders.Owner", "shop");
        texts.put("slipway.migrations.placeholders.empty", "");
        texts.put("SLIPWAY_MIGRATIONS_PLACEHOLDERS_OWNER", "other");
        texts.put("SLIPWAY_MIGRATIONS_PLACEHOLDERS_TABLE_SPACE", "fast");

        assertThat(SettingValues.of(texts).migrations().placeholders())
                .containsOnlyKeys("owner", "empty", "table_space")
                .containsEntry("owner", "shop")
                .containsEntry("empty", "")
                .containsEntry("table_space", "fast");
    }

    @Test
    void thePrefixOfVersionedMigrationsMayBeEmpty() {
        assertThat(SettingValues.of(Map.of("slipway.migrations.prefix", ""))
                        .migrations()
                        .prefix())
                .isEmpty();
    }

    @Test
    void aTrailingSlashOfTheBaseAddressDoesNotCount() {
        AuthSettings auth = SettingValues.of(Map.of("slipway.base-url", "https://example.org/slipway/"))
                .auth();

        assertThat(auth.baseUrl()).contains(URI.create("https://example.org/slipway"));
        assertThat(auth.https()).isTrue();
    }

    @Test
    void thePasswordIsNotPrintedWithTheOtherSettings() {
        assertThat(SettingValues.of(Map.of("slipway.auth.local.admin-password", "s3cret"))
                        .toString())
                .doesNotContain("s3cret");
    }

    private static List<String> problems(Map<String, String> texts) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingValues.of(texts))
                .problems();
    }
}
