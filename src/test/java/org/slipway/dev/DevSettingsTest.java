package org.slipway.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSettingsTest {
    private static final String PASSWORD = "slipway.auth.local.admin-password";

    @TempDir
    Path folder;

    @Test
    void aPasswordIsMadeOnceAndShown() throws IOException {
        String password = settings(Map.of()).forServer().get(PASSWORD);
        assertThat(password).hasSizeGreaterThan(12);
        assertThat(settings(Map.of()).forServer()).containsEntry(PASSWORD, password);
        assertThat(banner(Map.of())).contains("user          admin\n", "password      " + password);
    }

    @Test
    void aPasswordThatWasGivenIsNotShown() throws IOException {
        assertThat(banner(Map.of(PASSWORD, "mine")))
                .contains("(the one you gave)")
                .doesNotContain("mine");
    }

    @Test
    void withAnIdentityProviderThereIsNoPassword() throws IOException {
        Map<String, String> given = Map.of(
                "slipway.auth.mode", "oidc", "slipway.auth.oidc.issuer", "https://login.example.org/realms/yard");
        assertThat(settings(given).forServer()).doesNotContainKey(PASSWORD);
        assertThat(banner(given))
                .contains(
                        "sign in       at https://login.example.org/realms/yard\n",
                        "redirect address http://127.0.0.1:8080/oidc/callback\n")
                .doesNotContain("password");
    }

    private String banner(Map<String, String> given) throws IOException {
        return settings(given).banner(folder.resolve("server.log"), true);
    }

    private DevSettings settings(Map<String, String> given) throws IOException {
        Map<String, String> values = new TreeMap<>(given);
        values.put("slipway.http.port", "8080");
        return new DevSettings(values, folder, folder);
    }
}
