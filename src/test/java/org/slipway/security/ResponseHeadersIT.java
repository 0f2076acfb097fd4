package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

class ResponseHeadersIT {
    private static final Map<String, String> EXPECTED = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
                            + " form-action 'self'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final TestConsole console = TestConsole.shared();

    @ParameterizedTest
    @CsvSource({
        "200, nobody, /sign-in",
        "302, nobody, /admin",
        "401, nobody, /api/admin/migrations/run",
        "403, user, /admin",
        "403, user, /nothing",
        "404, admin, /nothing",
        "404, admin, /WEB-INF/web.xml",
        "405, admin, /sign-out",
        "405, nobody, /auth/token",
        "404, nobody, /jakarta.faces.resource/nothing.css",
    })
    void everyAnswerTellsTheBrowserWhatNotToDo(int status, String who, String path) {
        Answer answer = get(who, path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(EXPECTED)
                .allSatisfy((name, value) ->
                        assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
        assertThat(answer.header("Strict-Transport-Security")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"user, /admin", "admin, /nothing", "admin, /sign-out", "nobody, /jakarta.faces.resource/nothing.css"})
    void anErrorPageTellsNothingAboutTheServer(String who, String path) {
        Answer answer = get(who, path);

        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).doesNotContainIgnoringCase("payara").doesNotContain("Exception", "\tat ");
        assertThat(String.valueOf(answer.header("Server"))).doesNotContainPattern("[0-9]");
        assertThat(answer.header("X-Powered-By")).isNull();
    }

    @Test
    void anApiErrorIsAProblemAlsoWhereNoResourceIs() {
        Answer answer = console.get("/api/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().getInt("status")).isEqualTo(404);
    }

    private Answer get(String who, String path) {
        return switch (who) {
            case "admin" -> get(path, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
            case "user" -> get(path, TestConsole.USER, TestConsole.USER_PASSWORD);
            default -> console.send(console.request(path).GET());
        };
    }

    private Answer get(String path, String user, String password) {
        return console.send(console.request(path)
                .header("Cookie", SignInForm.cookieOf(console, user, password))
                .GET());
    }
}
