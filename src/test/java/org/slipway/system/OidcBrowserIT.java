package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Chromium;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/**
 * Signing in at another site and out again in a real browser, which knows what {@code SameSite} and the
 * Content-Security-Policy allow. Whatever it complains about fails the test.
 */
class OidcBrowserIT {
    private static Chromium chromium;
    private static TestConsole console;
    private static TestProvider provider;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.startOrSkip();
        console = TestConsole.sharedOidc();
        provider = TestProvider.shared();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        console.reset();
        provider.reset();
        context = chromium.browser().newContext();
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void somebodySignsInAtTheProvidersFormAndOutAgain() {
        provider.asks(true);
        page.navigate(console.uri("/admin/runs").toString());
        assertThat(page).hasTitle("Sign in");
        button("Sign in").click();
        assertThat(page).hasURL(console.uri("/admin/runs").toString());
        assertThat(page.locator(".who")).containsText("alice");

        button("Sign out").click();
        assertThat(page).hasTitle("Sign out");
        button("Sign out").click();
        assertThat(page).hasURL(console.uri("/signed-out").toString());
        page.navigate(console.uri("/admin").toString());
        assertThat(page).hasTitle("Sign in");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aProviderThatAsksNothingIsPassedThroughInBothDirections() {
        page.navigate(console.uri("/admin").toString());
        assertThat(page.locator(".who")).containsText("alice");
        button("Sign out").click();
        assertThat(page).hasURL(console.uri("/signed-out").toString());
        page.getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("Sign in again"))
                .last()
                .click();
        assertThat(page).hasURL(console.uri("/admin").toString());
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFormOfASessionThatTheProviderEndedLeadsThroughSignInToItsPage() {
        console.write("V1__nothing.sql", "SELECT 1;\n");
        signIn("form");
        page.navigate(console.uri("/admin/start").toString());
        endSession("form");
        page.locator("main form button, main form input[type=submit]").first().click();
        assertThat(page).hasURL(Pattern.compile(console.uri("/admin") + "(/start)?$"));
        assertThat(page.locator(".who")).containsText("alice");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPageThatChangesByItselfSaysThatTheSessionHasEndedAndDoesNotGoOnAsking() {
        console.write("V1__slow.sql", "SELECT pg_sleep(8);\n");
        signIn("live");
        page.navigate(console.uri("/admin/start").toString());
        page.locator("main form button, main form input[type=submit]").first().click();
        assertThat(page.locator("h1")).containsText("Running");
        endSession("live");

        assertThat(page.locator("#session-ended")).isVisible();
        assertThat(page.locator("#offline")).isHidden();
        assertThat(complaints).isEmpty();
    }

    private void signIn(String sid) {
        provider.user(
                "alice", Map.of("groups", List.of("admin"), "preferred_username", "alice", "sid", "browser-" + sid));
        page.navigate(console.uri("/admin").toString());
        assertThat(page.locator(".who")).containsText("alice");
    }

    private static void endSession(String sid) {
        String token = provider.sign(
                provider.logoutClaims().claim("sid", "browser-" + sid).build());
        int status = console.send(console.request("/oidc/back-channel-logout")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token)))
                .status();
        assertThat(status).isEqualTo(200);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
