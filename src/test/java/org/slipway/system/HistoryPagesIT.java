package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestConsole;

/** Baseline, repair and export, on the pages and in the API. */
class HistoryPagesIT extends InBrowser {
    private static final String BASELINE = "/api/admin/history/baseline";
    private static final String REPAIR = "/api/admin/migrations/3/repair";

    @BeforeEach
    void aDatabaseFromBeforeSlipway() {
        console.write("V1__boat.sql", "CREATE TABLE boat (id int PRIMARY KEY);\n");
        console.write("V2__pier.sql", "CREATE TABLE pier (id int PRIMARY KEY);\n");
        console.write("V3__it's_<script>.sql", "CREATE TABLE sail (id int PRIMARY KEY);\n");
        console.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS x;\n");
        console.execute("CREATE TABLE boat (id int PRIMARY KEY); CREATE TABLE pier (id int PRIMARY KEY)");
    }

    @Test
    void anAdminMakesABaselineRepairsAMigrationAndExportsTheHistory() throws Exception {
        signIn();
        link("Make a baseline").click();
        assertThat(heading()).hasText("Baseline");
        page.getByLabel("Up to and including").selectOption("2");
        button("Show what that means").click();
        assertThat(page.locator("h2"))
                .hasText(new String[] {"2 migrations count as applied", "2 migrations stay pending"});
        button("Make the baseline").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say why");
        page.getByLabel("Reason").fill("restored <b>from</b> a dump");
        button("Make the baseline").click();
        assertThat(page).hasURL(Pattern.compile("/admin/runs/[0-9]+$"));
        assertThat(page.locator("main"))
                .containsText("Everything up to 2 counts as applied: restored <b>from</b> a dump");
        page.navigate(address("/admin"));
        assertThat(heading()).hasText("2 migrations are pending");
        assertThat(page.locator("#baseline")).hasCount(0);

        page.navigate(address("/admin/migrations/3"));
        link("Mark as applied").click();
        assertThat(heading()).hasText("Mark V3 as applied?");
        assertThat(page.locator("dl.facts")).containsText("No run runs it, and it stops none.");
        console.write("V3__it's_<script>.sql", "CREATE TABLE sail (id bigint PRIMARY KEY);\n");
        page.getByLabel("Reason").fill("made by hand");
        button("Mark as applied").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("something is not as you saw it");
        button("Mark as applied").click();
        assertThat(page.locator("main")).containsText("V3 counts as applied: made by hand");
        page.navigate(address("/admin/migrations/3"));
        assertThat(page.locator("p.state")).containsText("Applied");
        assertThat(link("Mark as applied")).hasCount(0);

        page.navigate(address("/admin/runs"));
        link("Export the schema history to Flyway").click();
        assertThat(page.locator("main")).containsText("The table will have 2 rows.");
        Download download =
                page.waitForDownload(() -> button("Download the SQL").click());
        assertThat(download.suggestedFilename()).isEqualTo("flyway-schema-history.sql");
        assertThat(Files.readString(download.path())).contains("'V3__it''s_<script>.sql'", "COMMIT;");
        page.navigate(address("/admin/audit"));
        assertThat(page.locator("table.audit")).containsText("Baseline made");
        assertThat(page.locator("table.audit")).containsText("Marked as applied");
    }

    @Test
    void whatCanNotBeDoneIsSaidAndAViewerMayExportOnly() {
        console.post("/api/admin/migrations/run?wait=1m");
        signIn();
        page.navigate(address("/admin/baseline?version=1"));
        assertThat(page.locator("main")).containsText("There is a history already: V1, V2, V3 and 1 more are applied.");
        assertThat(button("Make the baseline")).hasCount(0);
        page.navigate(address("/admin/repair?key=1&action=MARK_APPLIED"));
        assertThat(page.locator("main")).containsText("only what a run would still apply can be marked as applied");
        assertThat(button("Mark as applied")).hasCount(0);

        page.context().clearCookies();
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        page.navigate(address("/admin/migrations/1"));
        assertThat(page.locator("#repair")).hasCount(0);
        page.navigate(address("/admin/export"));
        assertThat(button("Download the SQL")).isVisible();
    }

    @Test
    void aPipelineMakesABaselineRepairsAndExports() {
        Answer preview = console.get(BASELINE + "?version=2");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().getInt("covered")).isEqualTo(2);
        assertThat(console.get(BASELINE + "?version=9").status()).isEqualTo(404);
        JsonObject two = wish(preview).add("version", "2").build();
        assertThat(console.post(BASELINE, two).status()).isEqualTo(200);
        Answer again = console.post(BASELINE, two);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getString("type")).isEqualTo("urn:slipway:problem:history-refused");

        Answer mark = console.get(REPAIR + "?action=MARK_APPLIED");
        assertThat(mark.json().getJsonObject("migration").getString("after")).isEqualTo("APPLIED");
        assertThat(console.get(REPAIR + "?action=FORGET").json().getString("detail"))
                .isEqualTo("action must be one of MARK_APPLIED, MARK_NOT_APPLIED, ACCEPT_CHECKSUM.");
        JsonObjectBuilder wish = wish(mark).add("action", "MARK_APPLIED");
        Answer marked = console.post(REPAIR, wish.build());
        assertThat(marked.status()).isEqualTo(200);
        assertThat(marked.header("Location"))
                .endsWith("/api/admin/runs/" + marked.json().getInt("id"));
        console.write("V3__it's_<script>.sql", "CREATE TABLE sail (id bigint PRIMARY KEY);\n");
        Answer accept = console.get(REPAIR + "?action=ACCEPT_CHECKSUM");
        console.write("V3__it's_<script>.sql", "CREATE TABLE sail (id text PRIMARY KEY);\n");
        Answer outdated = console.post(
                REPAIR, wish(accept).add("action", "ACCEPT_CHECKSUM").build());
        assertThat(outdated.json().getString("type")).isEqualTo("urn:slipway:problem:history-outdated");
        assertThat(console.post(
                                REPAIR,
                                wish(accept)
                                        .add("action", "ACCEPT_CHECKSUM")
                                        .add("more", 1)
                                        .build())
                        .status())
                .isEqualTo(400);

        Answer export = console.get("/api/admin/history/export?as=flyway");
        assertThat(export.header("Content-Type")).isEqualTo("application/sql;charset=UTF-8");
        assertThat(export.body()).contains("'<< Flyway Baseline >>'", "-- V3 was edited after it was applied");
        assertThat(console.get("/api/admin/history/export?as=other").json().getString("detail"))
                .isEqualTo("as must name a tool that the history can be exported to: flyway.");
    }

    private static JsonObjectBuilder wish(Answer preview) {
        return Json.createObjectBuilder()
                .add("reason", "so it is")
                .add("fingerprint", preview.json().getString("fingerprint"));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
