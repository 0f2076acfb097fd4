package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;

/** What statements outside transactions left open is told, and an admin decides what the next run does about it. */
class LeftOversIT extends InBrowser {
    private static final String RUN = "/api/admin/migrations/run";

    @Test
    void anInvalidIndexIsToldAndDroppedAndBuiltAnewWhenAnAdminWantsIt() {
        console.execute("CREATE TABLE boat (name text); INSERT INTO boat VALUES ('Argo'), ('Argo')");
        console.write("V1__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY boat_name ON boat (name);\n");
        signIn();
        runAll(1);
        assertThat(page.locator("article.error")).containsText("The index public.boat_name is there but invalid.");
        console.execute("DELETE FROM boat WHERE ctid = (SELECT max(ctid) FROM boat)");
        JsonObject told = console.get(RUN).json().getJsonArray("invalidIndexes").getJsonObject(0);
        assertThat(told.getString("name") + " " + told.getString("migration") + " " + told.getBoolean("rebuildable"))
                .isEqualTo("public.boat_name 1 true");
        page.navigate(address("/admin"));
        assertThat(page.locator("main")).containsText("1 invalid index");
        page.goBack();

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName(
                                        "Drop the invalid index public.boat_name with the next run and build it anew…"))
                .click();
        page.getByLabel("Drop invalid indexes that a step left behind").check();
        page.locator("[id='start:run']").click();

        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("ol.steps"))
                .containsText("V1 dropped the invalid index public.boat_name, which an earlier try had left behind, and"
                        + " built it anew");
        assertThat(console.get(RUN).json().getJsonArray("invalidIndexes")).isEmpty();
        assertThat(console.get("/api/admin/audit?action=RUN_REQUESTED&limit=1").body())
                .contains("All that is pending, invalid indexes built anew: V1");
    }

    @Test
    void aStatementWhoseOutcomeNobodyCanSeeWaitsForADecision() {
        console.write("V1__do.sql", "DO 'BEGIN CREATE TABLE boat (name text); COMMIT; END';\n");
        signIn();
        runAll(1);
        console.execute("UPDATE slipway.step SET status = 'STARTED', finished_at = NULL");
        Answer refused = console.post(RUN);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Whether it was applied is not known");

        page.navigate(address("/admin/start"));
        assertThat(page.locator("fieldset")).containsText("1 statement whose outcome nobody can see");
        page.getByLabel("What becomes of it").selectOption("Record it as applied");
        page.locator("[id='start:run']").click();

        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("main")).containsText("admin decided that it counts as applied.");
        assertThat(console.get(RUN).json().getBoolean("upToDate")).isTrue();
    }
}
