package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveSettingsTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final String PASSWORD = "slipway.auth.local.admin-password";

    @TempDir
    Path folder;

    @Test
    void whatIsNotSetHasItsDefaultAndNoSource() {
        assertThat(find(Map.of(), "slipway.lock-timeout"))
                .isEqualTo(new EffectiveSetting(
                        "slipway.lock-timeout",
                        SettingGroup.EXECUTION,
                        "200ms",
                        "200ms",
                        false,
                        false,
                        null,
                        SettingTable.LOCK_TIMEOUT.description(),
                        null));
    }

    @Test
    void everyKeyIsThereInTheOrderOfTheTable() {
        assertThat(effective(Map.of(), Map.of()).settings())
                .extracting(EffectiveSetting::key)
                .containsExactlyElementsOf(
                        SettingTable.ALL.stream().map(Setting::name).toList());
    }

    @Test
    void aValueSaysWhereItComesFrom() {
        EffectiveSetting setting = find(Map.of("slipway.lock-timeout", "1s"), "slipway.lock-timeout");
        assertThat(setting.value()).isEqualTo("1s");
        assertThat(setting.set()).isTrue();
        assertThat(setting.source()).isEqualTo("what it was given");
    }

    @Test
    void aSecretIsSetAndNothingMore() {
        EffectiveSettings effective = effective(Map.of(PASSWORD, "hunter2"), Map.of(PASSWORD, "hunter3"));
        assertThat(effective.toString()).doesNotContain("hunter");
        EffectiveSetting setting = find(effective, PASSWORD);
        assertThat(setting.value()).isNull();
        assertThat(setting.set()).isTrue();
        assertThat(setting.change())
                .isEqualTo("It has changed since the start (what it was given). Restart the console to use that.");
    }

    @Test
    void aSecretFromAFileSaysWhichFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        EffectiveSetting setting = find(Map.of(PASSWORD + "-file", file.toString()), PASSWORD);
        assertThat(setting.set()).isTrue();
        assertThat(setting.source()).isEqualTo("file " + file + ", which what it was given names");
        assertThat(setting.toString()).doesNotContain("hunter");
    }

    @Test
    void aSecretFileThatChangesIsNoticed() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        SettingSource source = SettingSource.of(Map.of(PASSWORD + "-file", file.toString()));
        List<SettingText> atStart = SettingText.readAll(source);
        assertThat(find(EffectiveSettings.of(START, atStart, SettingText.readAll(source), List.of()), PASSWORD)
                        .change())
                .isNull();
        Files.delete(file);
        assertThat(find(EffectiveSettings.of(START, atStart, SettingText.readAll(source), List.of()), PASSWORD)
                        .change())
                .isEqualTo("Since the start it has been taken away. Restart the console to use that.");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://u:pw@host/db, jdbc:postgresql://u:***@host/db",
        "jdbc:postgresql://u:p@:/w@host:5432/db, jdbc:postgresql://u:***@host:5432/db",
        "jdbc:postgresql://host:5432/db, jdbc:postgresql://host:5432/db",
        "jdbc:postgresql://host:5432/db?user=me@example.org, jdbc:postgresql://host:5432/db?user=me@example.org",
        "'jdbc:postgresql://a:5432,b:5432/db', 'jdbc:postgresql://a:5432,b:5432/db'",
        "jdbc:postgresql://host/db?user=u&password=p%26w&ssl=true, jdbc:postgresql://host/db?user=u&password=***&ssl=true",
        "jdbc:postgresql://host/db?sslPassword=pw, jdbc:postgresql://host/db?sslPassword=***",
        "https://u:pw@login.example.org/realms/a, https://u:***@login.example.org/realms/a",
        "filesystem:/a/b:c@d, filesystem:/a/b:c@d",
    })
    void whatIsSecretInAnAddressIsMasked(String value, String shown) {
        assertThat(find(Map.of("slipway.db.url", value), "slipway.db.url").value())
                .isEqualTo(shown);
        assertThat(find(effective(Map.of(), Map.of("slipway.db.url", value)), "slipway.db.url")
                        .change())
                .isEqualTo("Since the start: " + shown + " (what it was given). Restart the console to use that.");
    }

    @Test
    void eachMemberOfAFamilyHasItsRow() {
        String family = "slipway.migrations.placeholders.";
        EffectiveSettings effective =
                effective(Map.of(family + "Region", "eu", family + "app_password", "hunter2"), Map.of());
        assertThat(find(effective, family + "region").value()).isEqualTo("eu");
        assertThat(find(effective, family + "app_password").secret()).isTrue();
        assertThat(find(effective, family + "app_password").value()).isNull();
        assertThat(effective.settings()).extracting(EffectiveSetting::key).doesNotContain(family + "<name>");
    }

    @Test
    void whatIsSetOnlySinceTheStartIsNotInForceAndSaysSo() {
        String key = "slipway.migrations.placeholders.region";
        EffectiveSetting setting = find(effective(Map.of(), Map.of(key, "eu")), key);
        assertThat(setting.set()).isFalse();
        assertThat(setting.value()).isNull();
        assertThat(setting.change()).startsWith("Since the start: eu");
    }

    @Test
    void aSystemPropertyFromAFileSaysWhichFile() throws Exception {
        Path file = Files.writeString(folder.resolve("slipway.properties"), "slipway.divide=refuse\n");
        List<String> arguments = List.of("--deploy", "slipway.war", "--systemProperties", file.toString());
        assertThat(Origin.systemProperty("slipway.divide", arguments))
                .isEqualTo("file " + file + " (--systemproperties)");
        assertThat(Origin.systemProperty("slipway.lock-timeout", arguments))
                .isEqualTo("system property slipway.lock-timeout");
        assertThat(Origin.systemProperty("slipway.divide", List.of("--systemproperties")))
                .isEqualTo("system property slipway.divide");
    }

    private static EffectiveSetting find(Map<String, String> texts, String key) {
        return find(effective(texts, texts), key);
    }

    private static EffectiveSetting find(EffectiveSettings effective, String key) {
        return effective.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static EffectiveSettings effective(Map<String, String> atStart, Map<String, String> now) {
        return EffectiveSettings.of(START, read(atStart), read(now), List.of());
    }

    private static List<SettingText> read(Map<String, String> texts) {
        return SettingText.readAll(SettingSource.of(new HashMap<>(texts)));
    }
}
