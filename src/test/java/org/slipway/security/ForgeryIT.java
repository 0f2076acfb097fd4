package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.HtmlForm;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Requests that a browser is made to send, or that somebody makes up. */
class ForgeryIT {
    private static final String STATE = "jakarta.faces.ViewState";
    private static final TestConsole CONSOLE = TestConsole.shared();

    private String cookie;

    @BeforeEach
    void oneMigrationIsPending() {
        CONSOLE.reset();
        CONSOLE.write("V1__boat.sql", "CREATE TABLE boat (id int);");
        cookie = SignInForm.cookieOf(CONSOLE, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
    }

    @Test
    void theRealFormRuns() {
        Answer answer = CONSOLE.send(form("/admin/start").request(CONSOLE).header("Cookie", cookie));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1:-1", "1:1", "<script>", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA=="})
    void aMadeUpViewStateRunsNothing(String state) {
        Answer answer = CONSOLE.send(
                form("/admin/start").with(STATE, state).request(CONSOLE).header("Cookie", cookie));

        assertRunsNothing(answer);
    }

    @Test
    void aChangedViewStateRunsNothing() {
        HtmlForm form = form("/admin/start");
        String state = form.fields().get(STATE);
        char last = state.charAt(state.length() - 1);
        String changed = state.substring(0, state.length() - 1) + (last == '1' ? '2' : '1');

        assertRunsNothing(
                CONSOLE.send(form.with(STATE, changed).request(CONSOLE).header("Cookie", cookie)));
    }

    @Test
    void aMissingViewStateRunsNothing() {
        assertRunsNothing(CONSOLE.send(
                form("/admin/start").without(STATE).request(CONSOLE).header("Cookie", cookie)));
    }

    @Test
    void theViewStateOfAnotherSessionRunsNothing() {
        HtmlForm form = form("/admin/start");
        String other = SignInForm.cookieOf(CONSOLE, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);

        assertRunsNothing(CONSOLE.send(form.request(CONSOLE).header("Cookie", other)));
    }

    @Test
    void anAdminsViewStateIsWorthNothingToAViewer() {
        HtmlForm form = form("/admin/start");
        String viewer = SignInForm.cookieOf(CONSOLE, TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);

        assertThat(CONSOLE.send(form.request(CONSOLE).header("Cookie", viewer)).status())
                .isEqualTo(403);
        assertThat(runs()).isZero();
    }

    /** Pages without state, such as the one to sign in, say so in its place. */
    @Test
    void theStateOfAPageThatChangesNothingOpensNoOther() {
        String none = HtmlForm.of(page("/sign-in")).stream()
                .map(form -> form.fields().get(STATE))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        CONSOLE.send(form("/admin/start").with(STATE, none).request(CONSOLE).header("Cookie", cookie));

        assertThat(none).isEqualTo("stateless");
        assertThat(runs()).isZero();
    }

    @Test
    void aLinkWithTheFormsFieldsRunsNothing() {
        HtmlForm form = form("/admin/start");
        Answer answer = CONSOLE.send(CONSOLE.request(form.action() + "?" + form.encoded())
                .header("Cookie", cookie)
                .GET());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(runs()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, made up",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, http://127.0.0.1.evil.example",
    })
    void noFormIsTakenFromAnotherSite(String header, String value) {
        List<String> answers = new ArrayList<>();
        for (String page : List.of("/admin", "/admin/start", "/sign-in")) {
            for (HtmlForm form : HtmlForm.of(page(page))) {
                for (String cookies : new String[] {cookie, "none=1"}) {
                    Answer answer = CONSOLE.send(form.request(CONSOLE).headers("Cookie", cookies, header, value));
                    answers.add(form.action() + " " + answer.status());
                }
            }
        }

        assertThat(answers).hasSizeGreaterThanOrEqualTo(8).allMatch(answer -> answer.endsWith(" 403"));
        assertThat(runs()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none"})
    void theConsolesOwnFormsAreTaken(String header, String value) {
        Answer answer = CONSOLE.send(form("/admin/start").request(CONSOLE).headers("Cookie", cookie, header, value));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void noHeaderChangesTheMethod(String header) {
        Answer signOut = CONSOLE.send(CONSOLE.request("/sign-out")
                .headers("Cookie", cookie, header, "POST")
                .GET());
        Answer run = CONSOLE.send(CONSOLE.request("/api/admin/migrations/run?_method=POST")
                .headers("Authorization", "Bearer " + CONSOLE.token(), header, "POST")
                .GET());

        assertThat(List.of(signOut.status(), run.status())).containsExactly(405, 200);
        assertThat(runs()).isZero();
    }

    @Test
    void aSecondUserInTheFormDoesNotMixTwoAccounts() {
        HtmlForm form = HtmlForm.of(page("/sign-in")).get(0);
        String user = name(form, "user");
        String body = form.with(name(form, "password"), TestConsole.VIEWER_PASSWORD)
                        .with(user, TestConsole.VIEWER)
                        .encoded()
                + "&" + user.replace(":", "%3A") + "=admin";
        Answer signedIn = CONSOLE.send(CONSOLE.request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(signedIn.status()).isEqualTo(302);
        assertThat(CONSOLE.send(CONSOLE.request("/admin/start")
                                .header("Cookie", SignInForm.cookieOf(signedIn))
                                .GET())
                        .status())
                .isEqualTo(403);
    }

    private static String name(HtmlForm form, String end) {
        return form.fields().keySet().stream()
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private void assertRunsNothing(Answer answer) {
        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        assertThat(runs()).isZero();
    }

    private HtmlForm form(String page) {
        return HtmlForm.of(page(page)).stream()
                .filter(form -> form.fields().containsKey(STATE))
                .findFirst()
                .orElseThrow();
    }

    private String page(String path) {
        return CONSOLE.send(CONSOLE.request(path).header("Cookie", cookie).GET())
                .body();
    }

    private static long runs() {
        JsonArray runs = Stream.of(CONSOLE.get("/api/admin/runs").body())
                .map(body -> jakarta.json.Json.createReader(new java.io.StringReader(body))
                        .readArray())
                .findFirst()
                .orElseThrow();
        return runs.size();
    }
}
