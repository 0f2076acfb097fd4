package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.ForeignSamples;
import org.slipway.testing.TestConsole;

/** What another tool has recorded is told on the pages and in the API, and an admin adopts it. */
class AdoptionPageIT extends InBrowser {
    private static final String ADOPTION = "/api/admin/adoption";

    @BeforeEach
    void anotherToolWasHere() throws IOException {
        ForeignSamples.files("flyway").forEach(console::write);
        console.execute(ForeignSamples.history("flyway"));
    }

    @Test
    void anAdminLooksAtThePreviewAndAdopts() {
        signIn();
        assertThat(heading()).hasText("The next run can't start");
        assertThat(page.locator("#run")).hasCount(0);
        assertThat(page.locator(".problems")).containsText("Flyway has maintained this database.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Adopt Flyway's history"))
                .click();
        assertThat(heading()).hasText("Adopt Flyway's history?");
        assertThat(page.locator(".counts li")).hasText(new String[] {
            "3 Pending Not applied yet; the next run applies it.",
            "4 Applied All its steps are in the schema history, and the file is unchanged.",
            "1 Failed The other tool recorded that it failed; how much of it was applied is not known."
                    + " The next run runs it."
        });
        assertThat(page.locator("tbody tr")).hasCount(8);
        button("Adopt").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say why");
        page.getByLabel("Reason").fill("we <b>move</b>");
        button("Adopt").click();

        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("main")).containsText("3 pending, 4 applied, 1 failed): we <b>move</b>");
        page.navigate(address("/admin"));
        assertThat(heading()).hasText("The last try of a migration failed");
        assertThat(page.locator("#run")).hasText("Run 4 pending");
        page.navigate(address("/admin/migrations/001"));
        assertThat(page.locator("main"))
                .containsText("V001 was applied by Flyway, as public.flyway_schema_history says.");
        page.navigate(address("/admin/audit"));
        assertThat(page.locator("table.audit")).containsText("we <b>move</b>");
        page.navigate(address("/admin/adopt"));
        assertThat(heading()).hasText("Adopt a history");
        assertThat(page.locator("main")).containsText("There is nothing to adopt");
    }

    @Test
    void ofSeveralHistoriesTheAdminChoosesOneThatFits() throws IOException {
        console.execute(ForeignSamples.history("goose"));
        signIn();
        page.navigate(address("/admin/adopt?table=public.goose_db_version"));
        assertThat(page.locator("main")).containsText("the files are in the layout of Flyway");
        assertThat(page.locator("#adopting")).hasCount(0);
        page.getByText("Flyway: public.flyway_schema_history").click();
        page.getByLabel("Reason").fill("we move");
        button("Adopt").click();
        assertThat(heading()).containsText("Succeeded");
    }

    @Test
    void whatChangedSinceItWasShownIsNotAdopted() {
        signIn();
        page.navigate(address("/admin/adopt"));
        assertThat(heading()).hasText("Adopt Flyway's history?");
        console.execute("DELETE FROM flyway_schema_history WHERE version = '2'");
        page.getByLabel("Reason").fill("we move");
        button("Adopt").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was changed: something is not as you saw it.");
        assertThat(heading()).hasText("Adopt Flyway's history?");
    }

    @Test
    void aViewerLooksAndDoesNotAdopt() {
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        page.navigate(address("/admin/adopt"));
        assertThat(heading()).hasText("Adopt Flyway's history?");
        assertThat(page.locator("#adopting")).hasCount(0);
        assertThat(page.locator("main")).containsText("An admin can adopt it.");
    }

    @Test
    void aPipelineIsRefusedToRunAndAdoptsWhatItSaw() {
        Answer refused = console.post("/api/admin/migrations/run");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Flyway has maintained this database.", "public.flyway_schema_history");

        JsonObject seen = console.get(ADOPTION).json().getJsonArray("histories").getJsonObject(0);
        assertThat(seen.getJsonObject("counts").toString()).isEqualTo("{\"PENDING\":3,\"APPLIED\":4,\"FAILED\":1}");
        assertThat(adopt(seen, "0000000000000000").status()).isEqualTo(409);
        Answer adopted = adopt(seen, seen.getString("fingerprint"));
        assertThat(adopted.status()).as(adopted.body()).isEqualTo(200);
        assertThat(adopted.json().getString("status")).isEqualTo("SUCCEEDED");

        assertThat(console.get(ADOPTION).body()).isEqualTo("{\"histories\":[]}");
        assertThat(adopt(seen, seen.getString("fingerprint")).status()).isEqualTo(409);
        assertThat(console.post("/api/admin/migrations/run?wait=1m").status()).isEqualTo(200);
    }

    private static Answer adopt(JsonObject seen, String fingerprint) {
        return console.post(
                ADOPTION,
                Json.createObjectBuilder()
                        .add("table", seen.getString("table"))
                        .add("fingerprint", fingerprint)
                        .add("reason", "we move")
                        .build());
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
