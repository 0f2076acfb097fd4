package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.RawHttp;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Addresses, parameters and headers that no browser and no client library sends. */
class HostileAddressIT {
    private static final TestConsole CONSOLE = TestConsole.shared();
    private static final String SCRIPT = "'\"><script>alert(1)</script>";

    private static String cookie;

    @BeforeAll
    static void signIn() {
        CONSOLE.reset();
        cookie = SignInForm.cookieOf(CONSOLE, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "..%2f..%2f..%2f..%2fetc%2fpasswd",
                "%00",
                "%0d%0aX-Injected:%20yes",
                "-1",
                "99999999999999999999",
                "zz$%7B7*7%7D%23%7B7*7%7Dzz",
                "%ff%fe",
                "%c0%ae%c0%ae%c0%af",
                "",
                "x&PARAMETER=y",
            })
    void noValueOfAParameterIsMoreThanAValue(String value) throws Exception {
        String query = "?"
                + String.join(
                        "&",
                        Stream.of("key", "id", "from", "before", "limit", "all", "wait", "return", "live", "notice")
                                .map(name -> name + "=" + value.replace("PARAMETER", name))
                                .toList())
                + "&actor=" + value + "&action=" + value + "&since=" + value + "&until=" + value + "&state=" + value
                + "&code=" + value + "&error=" + value + "&ln=" + value + "&jakarta.faces.ViewState=" + value;
        SortedSet<String> addresses = Endpoints.all(Path.of(System.getProperty("war")));
        addresses.addAll(List.of("/admin/runs/1", "/admin/migrations/1", "/jakarta.faces.resource/slipway.css"));
        List<String> wrong = new ArrayList<>();
        for (String address : addresses) {
            String answer = RawHttp.get(CONSOLE, address + query, credentials(address));
            int status = RawHttp.status(answer);
            if (status == 0 || status >= 500 || tellsTooMuch(answer)) {
                wrong.add(address + " " + answer);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static String credentials(String address) {
        return address.startsWith("/api/")
                ? "Authorization: Bearer " + CONSOLE.token() + "\n"
                : "Cookie: " + cookie + "\n";
    }

    private static boolean tellsTooMuch(String answer) {
        return Stream.of(SCRIPT, "\nX-Injected", "zz4949zz", "Exception", "\tat ", "root:", "<web-app")
                .anyMatch(answer::contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e%252f%252e%252e%252fetc%252fpasswd",
                "/%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
                "/..\\..\\..\\etc\\passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF%2fweb.xml",
                "/WEB-INF/web.xml%00.css",
                "/./WEB-INF/./web.xml",
                "//WEB-INF//web.xml",
                "/sign-in/../WEB-INF/web.xml",
                "/sign-in/..;/WEB-INF/web.xml",
                "/sign-in;/../WEB-INF/web.xml",
                "/admin/migrations/..%2f..%2f..%2fWEB-INF%2fweb.xml",
                "/admin/migrations/%2e%2e/%2e%2e/WEB-INF/web.xml",
                "/jakarta.faces.resource/../WEB-INF/web.xml",
                "/jakarta.faces.resource/..%2f..%2fWEB-INF%2fweb.xml",
                "/jakarta.faces.resource/%2e%2e/%2e%2e/web.xml",
                "/jakarta.faces.resource/web.xml?ln=..",
                "/jakarta.faces.resource/web.xml?ln=../../WEB-INF",
                "/jakarta.faces.resource/web.xml?ln=..%2f..%2fWEB-INF",
                "/jakarta.faces.resource/web.xml?ln=slipway&loc=..",
                "/jakarta.faces.resource/page.xhtml?ln=../templates",
                "/jakarta.faces.resource/org.slipway.web.messages.properties?ln=",
                "/META-INF/MANIFEST.MF",
                "/admin.xhtml/../WEB-INF/web.xml",
                "/WEB-INF/templates/page.xhtml",
            })
    void noPathLeadsToAFileThatIsNotAPage(String path) throws IOException {
        for (String credentials : new String[] {"", "Cookie: " + cookie + "\n"}) {
            String answer = RawHttp.get(CONSOLE, path, credentials);

            assertThat(RawHttp.status(answer)).as(answer).isIn(302, 400, 403, 404);
            assertThat(answer)
                    .doesNotContain(
                            "root:", "<web-app", "ui:composition", "ui:insert", "Manifest-Version", "signIn.title");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in/../admin",
                "/sign-in/..;/admin",
                "/sign-in;x=/../admin",
                "/sign-in%2f..%2fadmin",
                "/health/../admin",
                "/health/..;/admin",
                "/health/%2e%2e/admin",
                "/openapi/../admin.xhtml",
                "/openapi/..%2fadmin.xhtml",
                "/jakarta.faces.resource/../admin",
                "/jakarta.faces.resource/..;/admin.xhtml",
                "//admin",
                "/admin;x",
                "/admin;jsessionid=1",
                "/ADMIN",
                "/admin%00",
                "/admin/.",
                "/%61dmin",
                "/api;x/admin/runs",
                "/api/../api/admin/runs",
                "/%61pi/admin/runs",
                "/health/..;/api/admin/runs",
                "/auth/token/../../api/admin/runs",
            })
    void noSpellingOfAnAddressGetsAStrangerIn(String path) throws IOException {
        String answer = RawHttp.get(CONSOLE, path, "");

        assertThat(RawHttp.status(answer)).as(answer).isBetween(200, 499);
        assertThat(answer).doesNotContain("id=\"dashboard\"", "sign-out", "\"id\":", "\"migrations\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/x%0d%0aX-Injected:%20yes/",
                "/admin/x%0aX-Injected:%20yes/",
                "/admin/x%E5%98%8A%E5%98%8DX-Injected:%20yes/",
                "/admin/runs/1%0d%0aX-Injected:%20yes",
                "/admin/migrations/%0d%0aX-Injected:%20yes",
                "/admin?all=%0d%0aX-Injected:%20yes",
                "/nothing%0d%0aX-Injected:%20yes",
                "/sign-in?return=/admin%0d%0aX-Injected:%20yes",
                "/api/admin/runs/1%0d%0aX-Injected:%20yes",
                "/api/admin/runs?limit=1&before=%0d%0aX-Injected:%20yes",
            })
    void noLineEndReachesAHeader(String path) throws IOException {
        for (String credentials : List.of("", credentials(path))) {
            String answer = RawHttp.get(CONSOLE, path, credentials);

            assertThat(RawHttp.status(answer)).as(answer).isBetween(200, 499);
            assertThat(answer.split("\r\n\r\n", 2)[0]).doesNotContainPattern("(?m)^X-Injected");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/", "//evil.example/", "///evil.example/", "/%5Cevil.example/",
                        "/%09/evil.example", "%09//evil.example",
                "javascript:alert(1)", "data:text/html,x", "http:evil.example", "/%0d//evil.example",
                        "%5C%5Cevil.example", "admin",
                "//evil.example%2F..%2F..%2Fadmin", "/sign-out", "http://127.0.0.1.evil.example/"
            })
    void signInLeadsNowhereElse(String elsewhere) {
        Answer signedIn =
                SignInForm.submit(CONSOLE, TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD, "?return=" + elsewhere);

        assertThat(signedIn.header("Location")).isEqualTo("/admin");
    }

    @Test
    void aSecondReturnAddressChangesNothing() {
        Answer signedIn = SignInForm.submit(
                CONSOLE,
                TestConsole.VIEWER,
                TestConsole.VIEWER_PASSWORD,
                "?return=/admin/runs&return=https://evil.example/");

        assertThat(signedIn.header("Location")).isEqualTo("/admin/runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/nothing", "/sign-in", "/openapi", "/admin/", "/api/admin/runs", "/"})
    void aForeignHostIsNowhereInTheAnswer(String path) throws IOException {
        for (String credentials : List.of("", credentials(path))) {
            String answer = RawHttp.exchange(
                    CONSOLE,
                    "GET " + path + " HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: evil.example\n"
                            + "Forwarded: host=evil.example\nX-Original-URL: /admin\nConnection: close\n" + credentials
                            + "\n");

            assertThat(RawHttp.status(answer)).isIn(200, 302, 401, 404);
            assertThat(answer).doesNotContain("evil.example");
            assertThat(answer).containsPattern("(?i)\r\nCache-Control: no-store\r\n");
        }
    }
}
