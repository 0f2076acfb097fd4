package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

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
}
