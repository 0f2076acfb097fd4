package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slipway.testing.TestConsole;

/** What an admin does with runs, in a real browser. */
class BrowserIT extends InBrowser {
    private static final String CUSTOMER =
            "-- Customers.\n-- slipway:check customer: SELECT 1 FROM customer LIMIT 1\nCREATE TABLE customer (id int);\n";
    private static final String SLOW = "SELECT pg_sleep(4);\n";

    @Test
    void anAdminRunsSeesAnErrorMendsTheFileAndRunsAgain() {
        console.write("V1__customer.sql", CUSTOMER);
        console.write("V2__index.sql", "-- An index.\n\nCREATE INDEX customer_name ON customer (nmae);\n");
        signIn();
        assertThat(heading()).containsText("2 migrations are pending");
        runAll(2);
        assertThat(heading()).containsText("Failed");
        Locator error = page.locator("article.error");
        assertThat(error).containsText("column \"nmae\" does not exist");
        assertThat(error).containsText("42703");
        assertThat(error).containsText("V2__index.sql:3");
        assertThat(error).containsText("nothing of this step remains");
        error.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("#L3")).containsText("CREATE INDEX");
        assertThat(page).hasURL(Pattern.compile("/admin/migrations/2#L3$"));

        console.write("V2__index.sql", "-- An index.\n\nCREATE INDEX customer_id ON customer (id);\n");
        page.navigate(address("/admin"));
        runAll(1);
        assertThat(heading()).containsText("Succeeded");
        page.navigate(address("/admin"));
        assertThat(heading()).containsText("The schema is up to date");
        assertThat(page.locator("table")).containsText("Present");
    }

    @Test
    void theRunsPageFollowsTheRunAndLeavesTheFocusAlone() {
        console.write("V1__customer.sql", CUSTOMER);
        console.write("V2__slow.sql", SLOW);
        signIn();
        confirm(2);
        Locator link = page.locator(".steps a").first();
        link.focus();
        page.evaluate("window.notReloaded = true");
        assertThat(heading()).containsText("Running");
        assertThat(heading()).containsText("Succeeded");
        assertThat(link).isFocused();
        assertThat(page.locator("#cancel, #cancelling")).hasCount(0);
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        assertThat(page.locator("#announcer")).containsText("Succeeded");
    }

    @Test
    void aRunIsCancelledFromItsPage() {
        console.write("V1__slow.sql", "SELECT pg_sleep(120);\n");
        signIn();
        confirm(1);
        assertThat(heading()).containsText("Running");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel the run"))
                .click();
        assertThat(heading()).containsText("Cancelled");
    }

    @Test
    void aPageWhoseSessionHasEndedSaysSoAndKeepsWhatItShows() {
        console.write("V1__slow.sql", SLOW);
        signIn();
        confirm(1);
        assertThat(heading()).containsText("Running");
        context.clearCookies();
        assertThat(page.locator("#session-ended")).isVisible();
        assertThat(heading()).containsText("Run");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in again"))
                .click();
        assertThat(heading()).containsText("Sign in");
    }

    @Test
    void theDashboardLinksToTheActiveRunInsteadOfOfferingAnother() {
        console.write("V1__slow.sql", SLOW);
        signIn();
        confirm(1);
        page.navigate(address("/admin"));
        assertThat(page.locator("#run")).hasCount(0);
        page.locator("#watch").click();
        assertThat(heading()).containsText("Succeeded");
    }

    @Test
    void theWholeWayIsPossibleByKeyboard() {
        console.write("V1__customer.sql", CUSTOMER);
        page.navigate(address("/admin"));
        type("input[id='sign-in:user']", TestConsole.ADMIN);
        type("input[id='sign-in:password']", TestConsole.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(heading()).containsText("1 migration is pending");
        press("#run");
        assertThat(heading()).containsText("Run 1 migration");
        press("input[id='start:run']");
        assertThat(heading()).containsText("Succeeded");
        press(".bar nav a");
        assertThat(heading()).containsText("The schema is up to date");
        press("#sign-out");
        assertThat(heading()).containsText("Signed out");
    }

    @Test
    void theWholeWayIsPossibleWithoutScript() {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        console.write("V1__customer.sql", CUSTOMER);
        console.write("V2__slow.sql", SLOW);
        signIn();
        runAll(2);
        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("time").first()).containsText("UTC");
        page.navigate(address("/admin"));
        assertThat(heading()).containsText("The schema is up to date");
    }

    @Test
    void noPageIsWiderThanItsWindow() {
        console.write("V1__customer.sql", CUSTOMER);
        console.write(
                "V2__" + "a_long_name_".repeat(12) + ".sql", "SELECT 'a long line, " + "word ".repeat(60) + "';\n");
        console.write("V3__wrong.sql", "SELECT " + "column_that_is_not_there".repeat(8) + ";\n");
        signIn();
        List<String> pages = new ArrayList<>(List.of("/admin", "/admin/start"));
        confirm(3);
        assertThat(heading()).containsText("Failed");
        pages.add(page.url().substring(address("").length()));
        pages.addAll(List.of("/admin/runs", "/admin/migrations/1", "/admin/migrations/2", "/sign-in", "/signed-out"));
        for (int width : new int[] {320, 600, 1200}) {
            page.setViewportSize(width, 800);
            for (String path : pages) {
                page.navigate(address(path));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void namesAndTextsOfMigrationsAreNeverMarkup() {
        String name = "V1__a'b\"c<script>alert(1)&e;f%g#h?i\\j é.sql";
        console.write(name, "-- <script>alert(1)</script>\nSELECT '<img src=x onerror=alert(1)>';\n");
        console.write("R__x%2F..\\;y?<b>.sql", "DO $$BEGIN RAISE WARNING '<script>alert(2)</script>'; END$$;\n");
        console.write("V2__fails.sql", "SELECT '<script>alert(3)</script>' FROM \"<b>nothing</b>\";\n");
        signIn();
        for (String row : new String[] {"V1", "R "}) {
            page.navigate(address("/admin"));
            page.locator("tbody th a", new Page.LocatorOptions().setHasText(row))
                    .first()
                    .click();
            assertThat(heading()).containsText(row);
        }
        confirm(3);
        assertThat(heading()).containsText("Failed");
        assertThat(page.locator("article.error")).containsText("<b>nothing</b>");
        assertThat(page.locator("main script, main b, main img")).hasCount(0);
    }

    private void type(String field, String text) {
        tabTo(field);
        page.keyboard().type(text);
    }

    private void press(String control) {
        tabTo(control);
        page.keyboard().press("Enter");
    }

    /** By the tabulator key alone, from wherever the focus is. */
    private void tabTo(String selector) {
        Locator wanted = page.locator(selector).first();
        for (int i = 0; i < 50; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        assertThat(wanted).isFocused();
    }
}
