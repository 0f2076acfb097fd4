package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.slipway.testing.Answer;
import org.slipway.testing.TestBrowser;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** What attacks on a sign-in have in common: a good provider, a fresh browser, and nobody signed in afterwards. */
abstract class OidcAttack {
    static final String REFUSED = "The sign-in was refused";

    static TestConsole console;
    static TestProvider provider;
    TestBrowser browser;

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

    void assertRefusedAtTheCallback() {
        assertRefused(browser, browser.get(browser.callbackFor("/admin")), 403, REFUSED);
    }

    static void assertRefused(TestBrowser who, Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .contains("<h1>" + title + "</h1>", "id=\"try-again\"")
                .doesNotContain("Exception");
        assertThat(who.cookies()).noneMatch(cookie -> cookie.getName().equals("slipway-session"));
        assertThat(who.get("/admin").status()).isEqualTo(302);
    }
}
