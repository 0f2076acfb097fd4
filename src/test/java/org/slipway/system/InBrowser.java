package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.slipway.testing.Chromium;
import org.slipway.testing.TestConsole;

/** The pages in a real browser. Whatever the browser complains about, blocked scripts and styles too, fails the test. */
abstract class InBrowser {
    private static Chromium chromium;
    static TestConsole console;

    final List<String> complaints = new ArrayList<>();
    BrowserContext context;
    Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.startOrSkip();
        console = TestConsole.shared();
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
        open(new Browser.NewContextOptions().setViewportSize(1200, 800));
    }

    void open(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser().newContext(options);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (!message.type().equals("verbose")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    void signIn() {
        signIn(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
    }

    void signIn(String user, String password) {
        page.navigate(address("/admin"));
        page.getByLabel("User").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** From the dashboard to the run's page, and to the run's end. */
    void runAll(int pending) {
        confirm(pending);
        assertThat(heading()).containsText(Pattern.compile("Succeeded|Failed"));
    }

    void confirm(int pending) {
        page.navigate(address("/admin"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run " + pending + " pending"))
                .click();
        assertThat(heading()).containsText("on database “" + console.databaseName() + "”");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Run").setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile("/admin/runs/[0-9]+$"));
    }

    Locator heading() {
        return page.locator("h1");
    }

    String address(String path) {
        return console.uri("/").resolve(path.isEmpty() ? "/" : path).toString().replaceFirst("/$", "");
    }
}
