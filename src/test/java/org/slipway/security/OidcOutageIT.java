package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.TestBrowser;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** The provider goes away and comes back; a node is started meanwhile. */
class OidcOutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static TestConsole console;
    private static TestConsole startedWithoutProvider;
    private static TestProvider provider;

    @BeforeAll
    static void start() {
        console = TestConsole.sharedOidc();
        provider = TestProvider.shared();
        provider.off();
        startedWithoutProvider = TestConsole.startOidc();
        provider.reset();
    }

    @AfterAll
    static void stop() {
        startedWithoutProvider.close();
        provider.reset();
    }

    @BeforeEach
    void on() {
        provider.reset();
        Await.until(LIMIT, () -> new TestBrowser(console).open("/admin").status(), status -> status == 200);
    }

    @Test
    void whileTheProviderIsDownThoseSignedInGoOnAndStrangersAreToldWhatIsGoingOn() {
        TestBrowser signedIn = new TestBrowser(console);
        signedIn.open("/admin");
        provider.off();
        Answer told = Await.until(
                LIMIT, () -> new TestBrowser(console).get("/oidc/sign-in?return=/admin/runs"), a -> a.status() == 503);

        assertThat(told.body())
                .contains("You can’t sign in just now", "href=\"/oidc/sign-in?return=%2Fadmin%2Fruns\"")
                .doesNotContain("localhost", "Exception");
        assertThat(signedIn.get("/admin").status()).isEqualTo(200);

        provider.on();
        TestBrowser stranger = new TestBrowser(console);
        assertThat(Await.until(LIMIT, () -> stranger.open("/admin"), page -> page.status() == 200)
                        .body())
                .contains("alice");
    }

    @Test
    void whoseSignInIsUnderWayWhenTheProviderGoesDownIsToldSo() {
        TestBrowser browser = new TestBrowser(console);
        String callback = browser.callbackFor("/admin");
        provider.off();
        Answer told = browser.get(callback);

        assertThat(told.status()).isEqualTo(503);
        assertThat(told.body()).contains("You can’t sign in just now", "id=\"try-again\"");
    }

    @Test
    void keysThatTheProviderChangedMeanwhileAreRead() {
        provider.off();
        provider.rotateKeys();
        provider.on();

        assertThat(Await.until(
                        LIMIT, () -> new TestBrowser(console).open("/admin").status(), s -> s != 503))
                .isEqualTo(200);
    }

    @Test
    void keysThatTheProviderChangesAreReadAtTheNextSignIn() {
        provider.rotateKeys();

        assertThat(new TestBrowser(console).open("/admin").status()).isEqualTo(200);
    }

    @Test
    void aConsoleThatWasStartedWithoutTheProviderSignsInOnceItIsThere() {
        TestBrowser stranger = new TestBrowser(startedWithoutProvider);

        assertThat(Await.until(LIMIT, () -> stranger.open("/admin").status(), status -> status != 503))
                .isEqualTo(200);
    }

    @Test
    void aNodeFinishesWhatAnotherBegan() {
        TestBrowser browser = new TestBrowser(console);
        String callback = browser.callbackFor("/admin/runs");
        String elsewhere = callback.replace(
                console.uri("/").toString(), startedWithoutProvider.uri("/").toString());
        Answer signedIn = browser.get(elsewhere);

        assertThat(signedIn.header("Location")).isEqualTo("/admin/runs");
        assertThat(browser.get(startedWithoutProvider.uri("/admin/runs").toString())
                        .body())
                .contains("alice");
    }

    @Test
    void signingOutWhileTheProviderIsDownEndsTheConsolesSession() {
        TestBrowser browser = new TestBrowser(console);
        browser.open("/admin");
        provider.off();
        Await.until(LIMIT, () -> new TestBrowser(console).get("/oidc/sign-in"), answer -> answer.status() == 503);
        Answer out = browser.post("/sign-out");

        assertThat(browser.target(out)).isEqualTo(console.uri("/signed-out").toString());
        assertThat(browser.get("/admin").status()).isEqualTo(302);
    }
}
