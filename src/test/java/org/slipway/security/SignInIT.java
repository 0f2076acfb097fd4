package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

class SignInIT {
    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.shared();
    }

    @Test
    void aStrangerIsSentToTheSignInPageAndBackAfterIt() {
        Answer refused = console.send(console.request("/admin/runs?before=7").GET());
        String signInPage = console.uri(refused.header("Location")).getRawQuery();
        Answer signedIn = SignInForm.submit(console, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD, "?" + signInPage);

        assertThat(refused.status()).isEqualTo(302);
        assertThat(signInPage).isEqualTo("return=%2Fadmin%2Fruns%3Fbefore%3D7");
        assertThat(signedIn.status()).isEqualTo(302);
        assertThat(console.uri(signedIn.header("Location"))).isEqualTo(console.uri("/admin/runs?before=7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/%5Cevil.example/", "%09//evil.example"})
    void signInLeadsNowhereElse(String elsewhere) {
        Answer signedIn =
                SignInForm.submit(console, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD, "?return=" + elsewhere);

        assertThat(console.uri(signedIn.header("Location"))).isEqualTo(console.uri("/admin"));
    }

    @Test
    void theSessionCookieIsNotForScriptsNorForOtherSites() {
        Answer signedIn = SignInForm.submit(console, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD, "");

        assertThat(signedIn.header("Set-Cookie").split("; "))
                .usingElementComparator(String::compareToIgnoreCase)
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
    }

    @Test
    void aSessionIdPlantedBeforeSignInIsWorthNothingAfterIt() {
        String planted = cookie(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        Answer signedIn =
                SignInForm.submit(console, TestConsole.USER, TestConsole.USER_PASSWORD, "", "Cookie", planted);

        assertThat(SignInForm.cookieOf(signedIn)).isNotEqualTo(planted);
        assertThat(page("/admin", planted).status()).isEqualTo(302);
        assertThat(page("/admin", SignInForm.cookieOf(signedIn)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"admin, wrong", "nobody, correct horse battery staple", "ursula, correct horse battery staple"})
    void aWrongPasswordLeavesTheBrowserAStranger(String user, String password) {
        Answer refused = SignInForm.submit(console, user, password, "");

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.header("Set-Cookie")).isNull();
        assertThat(refused.body()).doesNotContain(password);
    }

    @Test
    void aStrangerGetsNoSession() {
        assertThat(List.of("/sign-in", "/signed-out", "/admin", "/nothing"))
                .allSatisfy(path -> assertThat(
                                console.send(console.request(path).GET()).header("Set-Cookie"))
                        .isNull());
    }

    @Test
    void signOutEndsTheSession() {
        String cookie = cookie(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        Answer signedOut = console.send(
                console.request("/sign-out").header("Cookie", cookie).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(console.uri(signedOut.header("Location"))).isEqualTo(console.uri("/signed-out"));
        assertThat(page("/admin", cookie).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
    })
    void anotherSiteCanNotMakeTheBrowserChangeAnything(String header, String value) {
        String cookie = cookie(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        Answer refused = console.send(console.request("/sign-out")
                .headers("Cookie", cookie, header, value)
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(page("/signed-out", cookie).status()).isEqualTo(200);
        assertThat(page("/sign-out", cookie).status()).isEqualTo(405);
        assertThat(page("/nothing", cookie).status()).isEqualTo(404);
    }

    @Test
    void theSessionCookieOpensNoApiAndTheTokenNoPage() {
        String cookie = cookie(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        Answer page = console.send(console.request("/admin")
                .header("Authorization", "Bearer " + console.token())
                .GET());

        assertThat(page("/api/admin/migrations/run", cookie).status()).isEqualTo(401);
        assertThat(page.status()).isEqualTo(302);
    }

    @Test
    void theTokenEndpointAnswersAsScriptsExpect() throws Exception {
        Answer answer = token(TestConsole.basic(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD));
        String token = answer.json().getString("access_token");

        assertThat(answer.json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("access_token", token)
                        .add("token_type", "Bearer")
                        .add("expires_in", 900)
                        .build());
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getSubject()).isEqualTo("admin");
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("application/json;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !", "Basic YWRtaW4=", "Bearer x", "Basic YWRtaW46d3Jvbmc="})
    void withoutRightCredentialsThereIsNoTokenAndNoChallengeThatMakesABrowserAsk(String authorization) {
        Answer answer = token(authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().getInt("status")).isEqualTo(401);
    }

    @Test
    void theApiSaysWhyItRefusesAToken() {
        Answer none = console.send(console.request("/api/admin/migrations/run").GET());
        Answer bad = console.send(console.request("/api/admin/migrations/run")
                .header("Authorization", "Bearer x.y.z")
                .GET());

        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
        assertThat(bad.header("WWW-Authenticate"))
                .startsWith("Bearer realm=\"slipway\", error=\"invalid_token\", error_description=");
        assertThat(List.of(none, bad)).allSatisfy(answer -> {
            JsonObject problem = answer.json();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(problem.keySet()).contains("type", "title", "status", "detail");
        });
    }

    private static String cookie(String user, String password) {
        return SignInForm.cookieOf(console, user, password);
    }

    private static Answer page(String path, String cookie) {
        return console.send(console.request(path).header("Cookie", cookie).GET());
    }

    private static Answer token(String authorization) {
        return console.send(console.request("/auth/token")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }
}
