package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestBrowser;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** Signing in and out at an identity provider, as it should go. */
class OidcIT {
    private static TestConsole console;
    private static TestProvider provider;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        console = TestConsole.sharedOidc();
        provider = TestProvider.shared();
    }

    @BeforeEach
    void openABrowser() {
        provider.reset();
        browser = new TestBrowser(console);
    }

    @Test
    void aStrangerSignsInAtTheProviderAndComesBackToThePageThatTheyAskedFor() {
        Answer stranger = browser.get("/admin/runs?before=7");
        Answer toProvider = browser.follow(stranger);
        Answer back = browser.follow(toProvider);
        Answer signedIn = browser.follow(back);

        assertThat(browser.target(stranger))
                .isEqualTo(console.uri("/oidc/sign-in?return=%2Fadmin%2Fruns%3Fbefore%3D7")
                        .toString());
        assertThat(browser.target(toProvider)).startsWith(provider.issuer() + "/authorize?");
        assertThat(browser.target(back))
                .startsWith(console.uri("/oidc/callback?").toString());
        assertThat(browser.target(signedIn))
                .isEqualTo(console.uri("/admin/runs?before=7").toString());
        assertThat(browser.follow(signedIn).status()).isEqualTo(200);
        assertThat(browser.get("/admin").body()).contains("alice");
    }

    @Test
    void theRequestHasPkceStateAndNonce() {
        browser.open("/admin");

        assertThat(provider.lastAuthorization())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProvider.CLIENT_ID)
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", console.uri("/oidc/callback").toString());
        assertThat(provider.lastAuthorization().get("code_challenge")).hasSize(43);
        assertThat(provider.lastAuthorization().get("state")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(provider.lastAuthorization().get("nonce")).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void anAccountWithoutARoleIsToldSoAndCanSignOut() {
        provider.user("bob", Map.of("preferred_username", "bob@example.org", "groups", List.of("cooks")));
        Answer page = browser.open("/admin");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Your account has no role here", "bob@example.org", "/sign-out");
    }

    @Test
    void signingOutEndsBothSessions() {
        browser.open("/admin");
        Answer out = browser.post("/sign-out");
        Answer page = browser.followAll(out);

        assertThat(browser.target(out)).startsWith(provider.issuer() + "/logout?");
        assertThat(provider.lastEndOfSession())
                .containsEntry("client_id", TestProvider.CLIENT_ID)
                .containsEntry(
                        "post_logout_redirect_uri", console.uri("/signed-out").toString());
        assertThat(provider.lastEndOfSession().get("id_token_hint")).isNotEmpty();
        assertThat(page.body()).contains("Signed out");
        assertThat(browser.get("/admin").status()).isEqualTo(302);
    }

    @Test
    void anAccountWhoseGroupsTheProviderLeftOutIsToldSo() {
        provider.user(
                "bob",
                Map.of(
                        "_claim_names", Map.of("groups", "src1"),
                        "_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.example/bob"))));
        Answer page = browser.open("/admin");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Your account is in too many groups").doesNotContain("graph.example");
    }

    @Test
    void rolesThatOnlyTheAccessTokenHasCount() {
        provider.user("alice", Map.of());
        provider.accessToken(subject -> provider.sign(
                provider.claims(subject).claim("groups", List.of("admin")).build()));

        assertThat(browser.open("/admin").status()).isEqualTo(200);
        assertThat(provider.requests("/userinfo")).isZero();
    }

    @Test
    void rolesThatOnlyTheUserInfoEndpointTellsCount() {
        provider.user("alice", Map.of());
        provider.userInfo(Map.of("groups", List.of("viewer")));

        assertThat(browser.open("/admin").status()).isEqualTo(200);
    }

    @Test
    void strangersCostNoSession() {
        browser.followAll(browser.get("/signed-out"));
        browser.follow(browser.get("/admin"));

        assertThat(browser.cookies())
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.getName()).startsWith(AttemptCookies.PREFIX));
    }

    @Test
    void theAttemptIsForTheBrowserToKeepAndForNobodyToRead() {
        Answer toProvider = browser.follow(browser.get("/admin"));

        assertThat(toProvider.header("Set-Cookie").split("; "))
                .usingElementComparator(String::compareToIgnoreCase)
                .contains("HttpOnly", "SameSite=Lax", "Path=/oidc", "Max-Age=600");
        assertThat(toProvider.header("Set-Cookie"))
                .doesNotContain(provider.issuer())
                .doesNotContainIgnoringCase("; Secure");
    }

    @Test
    void twoTabsSignInAtTheSameTime() {
        String one = browser.callbackFor("/admin");
        String other = browser.callbackFor("/admin/runs");

        assertThat(browser.target(browser.get(one)))
                .isEqualTo(console.uri("/admin").toString());
        assertThat(browser.target(browser.get(other)))
                .isEqualTo(console.uri("/admin/runs").toString());
        assertThat(browser.get("/admin").status()).isEqualTo(200);
    }

    @Test
    void aBrowserKeepsTheLatestAttemptsOnly() {
        for (int i = 0; i < 2 * AttemptCookies.AT_ONCE; i++) {
            browser.follow(browser.get("/admin"));
        }

        assertThat(browser.cookies()).hasSize(AttemptCookies.AT_ONCE);
        assertThat(browser.open("/admin").status()).isEqualTo(200);
    }

    @Test
    void aFormOfAnEndedSessionLeadsToItsPageAfterSignIn() {
        Answer refused = browser.post("/admin/start?from=1");
        Answer signedIn = browser.follow(browser.follow(browser.follow(refused)));

        assertThat(browser.target(signedIn))
                .isEqualTo(console.uri("/admin/start?from=1").toString());
    }

    @Test
    void theWayBackAfterSignInLeadsToTheStartPage() {
        String callback = browser.callbackFor("/admin/runs");
        browser.get(callback);

        assertThat(browser.target(browser.get(callback)))
                .isEqualTo(console.uri("/admin").toString());
    }

    @Test
    void thereAreNoPasswords() {
        Answer token = console.send(console.request("/auth/token")
                .header("Authorization", TestConsole.basic(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD))
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(token.status()).isEqualTo(404);
        assertThat(token.header("Content-Type")).startsWith("application/problem+json");
        assertThat(browser.target(browser.get("/sign-in?return=/admin/runs")))
                .isEqualTo(console.uri("/oidc/sign-in?return=%2Fadmin%2Fruns").toString());
        assertThat(browser.post("/sign-in.xhtml").status()).isEqualTo(302);
    }

    @Test
    void formsMayLeadToTheProviderAndNowhereElse() {
        assertThat(browser.open("/admin").header("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
                        + " form-action 'self' " + provider.issuer());
    }
}
