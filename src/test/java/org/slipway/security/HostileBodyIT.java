package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.ConsoleClient;
import org.slipway.testing.RawHttp;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Bodies, and whatever else is too large, too slow or not what it says. */
class HostileBodyIT {
    private static final TestConsole CONSOLE = TestConsole.shared();

    private static String cookie;

    @BeforeAll
    static void signIn() {
        CONSOLE.reset();
        cookie = SignInForm.cookieOf(CONSOLE, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
    }

    private static String credentials(String address) {
        return address.startsWith("/api/")
                ? "Authorization: Bearer " + CONSOLE.token() + "\n"
                : "Cookie: " + cookie + "\n";
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"target\":', application/json, 400",
        "'{\"target\":\"1\",\"target\":\"2\"}', application/json, '200,400,422'",
        "'[]', application/json, 400",
        "'{\"__proto__\":{}}', application/json, 400",
        "'{}', text/plain, 415",
        "'target=1', application/x-www-form-urlencoded, 415",
        "'<a/>', application/xml, 415",
        "'<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>', text/xml, 415",
        "'{}', nonsense, '400,415'",
    })
    void aBodyThatIsNotARequestIsRefused(String body, String type, String expected) {
        Answer answer = run(HttpRequest.BodyPublishers.ofString(body), type);

        assertThat(expected.split(",")).contains(String.valueOf(answer.status()));
        assertThat(answer.body()).doesNotContain("Exception", "root:");
    }

    @Test
    void jsonAsDeepAsTheSeaAndTextThatIsNoneAreRefused() {
        byte[] noText = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};

        assertThat(Stream.of(
                                HttpRequest.BodyPublishers.ofString("[".repeat(15_000)),
                                HttpRequest.BodyPublishers.ofString("{\"target\":".repeat(1_500)),
                                HttpRequest.BodyPublishers.ofString("{\"target\":" + "9".repeat(15_000) + "}"),
                                HttpRequest.BodyPublishers.ofString("x".repeat(20_000)),
                                HttpRequest.BodyPublishers.ofByteArray(noText))
                        .map(body -> run(body, "application/json").status()))
                .containsOnly(400);
    }

    private static Answer run(HttpRequest.BodyPublisher body, String type) {
        return CONSOLE.send(CONSOLE.request("/api/admin/migrations/run")
                .headers("Authorization", "Bearer " + CONSOLE.token(), "Content-Type", type)
                .POST(body));
    }

    /** 100 MB, and to each address that takes a body; the answer comes long before the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in",
                "/sign-out",
                "/auth/token",
                "/admin",
                "/admin/start",
                "/api/admin/migrations/run",
                "/nothing"
            })
    void anEndlessBodyIsNotRead(String path) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: console\r\n"
                + credentials(path).replace("\n", "\r\n")
                + "Content-Type: "
                + (path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded")
                + "\r\n";

        assertThat(sent(head + "Content-Length: 104857600\r\n\r\n", "a=" + "b".repeat(65_536)))
                .as("declared")
                .isLessThan(20_000_000);
        assertThat(sent(head + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + "b".repeat(65_536) + "\r\n"))
                .as("in chunks")
                .isLessThan(20_000_000);
        assertHealthy();
    }

    /** How many bytes were sent before an answer came or the connection ended. */
    private static long sent(String head, String piece) throws IOException {
        try (RawHttp connection = new RawHttp(CONSOLE)) {
            connection.send(head);
            long sent = 0;
            while (sent < 104_857_600 && !connection.isAnswered()) {
                connection.send(piece);
                sent += piece.length();
            }
            return sent;
        } catch (java.net.SocketException e) {
            return 0; // the server closed it
        }
    }

    @ParameterizedTest
    @CsvSource({"header", "headers", "cookie", "url", "query", "method"})
    void whatIsTooLargeIsRefusedAndTheConsoleGoesOn(String what) throws IOException {
        String large = "x".repeat(200_000);
        String request = switch (what) {
            case "header" -> "GET /sign-in HTTP/1.1\nHost: console\nX-Large: " + large + "\n";
            case "headers" -> "GET /sign-in HTTP/1.1\nHost: console\n" + "X-Many: 1\n".repeat(20_000);
            case "cookie" -> "GET /sign-in HTTP/1.1\nHost: console\nCookie: slipway-session=" + large + "\n";
            case "url" -> "GET /" + large + " HTTP/1.1\nHost: console\n";
            case "query" -> "GET /sign-in?return=" + large + " HTTP/1.1\nHost: console\n";
            default -> large + " /sign-in HTTP/1.1\nHost: console\n";
        };
        int status;
        try {
            status = RawHttp.status(RawHttp.exchange(CONSOLE, request + "Connection: close\n\n"));
        } catch (java.net.SocketException e) {
            status = 0; // closed before everything was sent
        }

        assertThat(status).isIn(0, 400, 405, 413, 414, 431);
        assertHealthy();
    }

    /** More of them than the server has threads. */
    @Test
    void slowRequestsKeepNobodyWaiting() throws IOException {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                RawHttp connection = new RawHttp(CONSOLE);
                connection.send("GET /sign-in HTTP/1.1\r\nHost: console\r\nX-Slow: ");
                slow.add(connection);
            }

            assertHealthy();
        } finally {
            for (RawHttp connection : slow) {
                connection.close();
            }
        }
    }

    private static void assertHealthy() {
        ConsoleClient fresh = new ConsoleClient(CONSOLE.uri("/"), TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        Answer answer = fresh.send(fresh.request("/health/ready")
                .timeout(java.time.Duration.ofSeconds(10))
                .GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
