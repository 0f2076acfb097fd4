package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** What the console remembers and what it works with: the pages of the audit trail and of the settings. */
class RecordsIT extends InBrowser {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void beforeTheFirstRunThePageSaysThatThereIsNoTable() {
        signIn();
        page.navigate(address("/admin/audit"));
        assertThat(page.locator("main")).containsText("There is no entry yet: the first run makes the table.");
        page.navigate(address("/admin/verify"));
        assertThat(heading()).containsText("There is nothing to verify yet");
    }

    @Test
    void aRunsPageLeadsToItsEntriesAndTheFilterStaysInLinksAndExports() {
        long run = run();
        signIn();
        page.navigate(address("/admin/runs/" + run));
        link("Its entries in the audit trail").click();
        assertThat(page).hasURL(address("/admin/audit?run=" + run));
        Locator table = page.locator("table.audit");
        assertThat(table).containsText("Run requested");
        assertThat(table).containsText("Run ended");
        assertThat(table).not().containsText("Signed in");
        assertThat(table.locator("a").first()).hasText("Run " + run);

        page.getByLabel("What").selectOption("RUN_ENDED");
        page.locator("#show").click();
        assertThat(table.locator("tbody tr")).hasCount(1);
        assertThat(page.getByLabel("What")).hasValue("RUN_ENDED");
        assertThat(link("Export as CSV")).hasAttribute("href", "/admin/audit.csv?action=RUN_ENDED&run=" + run);
    }

    @Test
    void anExportIsAFileWithADateAndItsFilterAndIsRecorded() {
        long run = run();
        Answer csv = asViewer("/admin/audit.csv?run=" + run + "&action=RUN_ENDED");
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"slipway-" + LocalDate.now(ZoneOffset.UTC) + "-audit.csv\"");
        assertThat(csv.body().lines()).hasSize(2).element(1).asString().contains(",RUN_ENDED,", "," + run + ",");
        Answer json = asViewer("/admin/audit.json?action=RUN_ENDED");
        assertThat(json.body()).startsWith("[{").contains("\"RUN_ENDED\"");
        Await.until(
                LIMIT,
                () -> asViewer("/admin/audit.json?action=AUDIT_EXPORTED&actor=vera")
                        .body(),
                exported -> exported.contains("CSV: action=RUN_ENDED, run=" + run));
        assertThat(asViewer("/admin/audit.csv?from=yesterday").status()).isEqualTo(400);
        assertThat(asViewer("/admin/audit.csv?run=1%27--").status()).isEqualTo(400);
    }

    @Test
    void whatInTheFilterIsWrongIsSaidAndNothingIsShown() {
        run();
        signIn();
        Response answer = page.navigate(address("/admin/audit?from=%3Cscript%3Ealert(1)%3C/script%3E"));
        assertThat(answer.status()).isEqualTo(400);
        complaints.removeIf(complaint -> complaint.contains("400"));
        assertThat(page.locator("main [role=alert]")).containsText("“<script>alert(1)</script>” is no time");
        assertThat(page.locator("table")).hasCount(0);
        assertThat(page.navigate(address("/admin/audit?before=x")).status()).isEqualTo(400);
        complaints.removeIf(complaint -> complaint.contains("400"));
        assertThat(page.locator("main [role=alert]")).containsText("“x” is no entry");
    }

    @Test
    void anEntryIsNeverMarkup() {
        run();
        console.send(console.request("/auth/token")
                .header("Authorization", TestConsole.basic("<script>alert(1)</script>", "<img src=x>"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        signIn();
        page.navigate(address("/admin/audit?action=SIGN_IN_REFUSED"));
        Await.until(
                LIMIT,
                () -> {
                    page.reload();
                    return page.locator("main").innerText();
                },
                text -> text.contains("<script>alert(1)</script>"));
        assertThat(page.locator("main script, main img")).hasCount(0);
    }

    @Test
    void aChainIsIntactUntilSomebodyChangesARow() {
        long run = run();
        signIn();
        page.navigate(address("/admin/audit"));
        link("Verify the chain").click();
        assertThat(heading()).containsText("The chain is intact");
        String id = page.locator("dl.facts div:nth-child(2) dd").innerText();
        String hash = page.locator("code.hash").innerText();
        page.getByLabel("Entry", new Page.GetByLabelOptions().setExact(true)).fill(id);
        page.getByLabel("Hash", new Page.GetByLabelOptions().setExact(true)).fill(hash);
        page.locator("#compare").click();
        assertThat(page.locator("main")).containsText("The entry that you noted is there, unchanged.");

        console.execute("ALTER TABLE slipway.audit_event DISABLE TRIGGER audit_event_is_append_only;"
                + "UPDATE slipway.audit_event SET actor = 'mallory' WHERE action = 'RUN_ENDED' AND run_id = " + run);
        page.navigate(address("/admin/verify"));
        assertThat(heading()).containsText("The chain is broken");
        assertThat(page.locator(".verdict")).containsText("is not as it was written");
    }

    @Test
    void settingsSayWhatIsInForceWhereItComesFromAndNoSecret() {
        signIn();
        page.navigate(address("/admin/settings"));
        Locator url = page.locator("tr", new Page.LocatorOptions().setHasText("slipway.db.url"));
        assertThat(url).containsText(console.databaseName());
        assertThat(url).containsText("settings.properties (--systemproperties)");
        Locator password =
                page.locator("tr", new Page.LocatorOptions().setHasText("slipway.auth.local.admin-password"));
        assertThat(password).containsText("set, and never shown");
        Locator timeout = page.locator("tr", new Page.LocatorOptions().setHasText("slipway.lock-timeout"));
        assertThat(timeout.locator("td").last()).hasText("default");
        assertThat(page.content()).doesNotContain(TestConsole.ADMIN_PASSWORD);
        assertThat(console.get("/api/admin/settings").body())
                .contains("slipway.auth.local.admin-password")
                .doesNotContain(TestConsole.ADMIN_PASSWORD);
        assertThat(page.locator("form")).hasCount(1);
    }

    @Test
    void recordsAreReadableOnAPhoneAndWithoutScript() {
        run();
        open(new com.microsoft.playwright.Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setViewportSize(320, 800));
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        for (String path : new String[] {"/admin/audit", "/admin/verify", "/admin/settings"}) {
            page.navigate(address(path));
            assertThat(heading()).isVisible();
            assertThat(page.locator("html").evaluate("root => root.scrollWidth"))
                    .as(path)
                    .isEqualTo(320);
        }
    }

    private long run() {
        console.write("V1__customer.sql", "CREATE TABLE customer (id int);\n");
        return console.post("/api/admin/migrations/run?wait=30s")
                .json()
                .getJsonNumber("id")
                .longValue();
    }

    private Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Answer asViewer(String path) {
        String cookie = SignInForm.cookieOf(console, TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        return console.send(console.request(path).header("Cookie", cookie).GET());
    }
}
