package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.TestConsole;

/** A migration is taken back from its page and through the API, by those who may and who name it. */
class UndoPageIT extends InBrowser {
    private static final String UNDO = "/api/admin/migrations/2/undo";

    @BeforeEach
    void twoMigrationsThatAreApplied() {
        console.write("V1__boat.sql", "CREATE TABLE boat (id int);\n");
        console.write("V2__crew.sql", "CREATE TABLE crew (id int);\n");
        console.write("U2__crew.sql", "-- Who needs it?\nDROP TABLE crew;\n");
        console.post("/api/admin/migrations/run?wait=1m");
    }

    @Test
    void anAdminTypesTheNameAndItIsTakenBackWithoutAnyScriptInTheBrowser() {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1200, 800));
        signIn();
        page.navigate(address("/admin/migrations/1"));
        assertThat(page.locator("main")).containsText("Its author wrote no script that takes it back.");
        page.navigate(address("/admin/migrations/2"));
        assertThat(page.locator("#U2")).containsText("DROP TABLE crew;");
        page.locator("#undo-it").click();
        assertThat(heading()).hasText("Undo V2 on database “" + console.databaseName() + "”?");
        page.getByLabel("To undo it, type its name: V2").fill("V1");
        button("Undo").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was undone: that is not the name V2.");

        page.getByLabel("To undo it, type its name: V2").fill("V2");
        button("Undo").click();

        assertThat(page).hasURL(Pattern.compile("/admin/runs/[0-9]+$"));
        String run = page.url().replaceFirst(".*/", "");
        Await.until(
                Duration.ofSeconds(30),
                () -> console.get("/api/admin/runs/" + run).json().getString("status"),
                "SUCCEEDED"::equals);
        page.reload();
        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("main")).containsText("Undo of V2 dropped table crew");
        page.locator(".steps a").first().click();
        assertThat(page.locator("p.state")).containsText("Pending");
        assertThat(page.locator("table")).containsText(new String[] {"Undo of V2"});
        page.navigate(address("/admin/runs"));
        assertThat(page.locator("tbody tr").first()).containsText("Undo of V2");
        page.navigate(address("/admin/undo?key=2"));
        assertThat(page.locator("main")).containsText("Nothing was undone. The reason stands below");
        assertThat(page.locator("main")).containsText("It is not applied.");
    }

    @Test
    void aViewerSeesTheWayBackAndMayNotGoIt() {
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        page.navigate(address("/admin/migrations/2"));

        assertThat(page.locator("#U2")).containsText("DROP TABLE crew;");
        assertThat(page.locator("#undo-it")).hasCount(0);
        assertThat(page.navigate(address("/admin/undo?key=2")).status()).isEqualTo(403);
        complaints.removeIf(complaint -> complaint.contains("403"));
    }

    @Test
    void aPipelineTakesBackTheMigrationThatItNames() {
        JsonObject undo = console.get("/api/admin/migrations/2").json().getJsonObject("undo");
        assertThat(List.of(undo.getString("script"), undo.getString("sql")))
                .containsExactly("U2__crew.sql", "-- Who needs it?\nDROP TABLE crew;\n");
        assertThat(console.post(UNDO, confirm("V1")).status()).isEqualTo(400);
        assertThat(console.post("/api/admin/migrations/9/undo", confirm("V9")).status())
                .isEqualTo(404);
        Answer refused = console.post("/api/admin/migrations/1/undo", confirm("V1"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("problems").getJsonObject(0).getString("message"))
                .isEqualTo("Its author wrote no script that takes it back.");

        Answer undone = console.post(UNDO + "?wait=1m", confirm("V2"));

        assertThat(undone.status()).as(undone.body()).isEqualTo(200);
        assertThat(undone.header("Location")).contains("/api/admin/runs/");
        assertThat(List.of(undone.json().getString("kind"), undone.json().getString("target")))
                .containsExactly("UNDO", "2");
        JsonObject migration = console.get("/api/admin/migrations/2").json();
        assertThat(migration.getJsonObject("migration").getString("state")).isEqualTo("PENDING");
        assertThat(migration.getString("undoObstacle")).isEqualTo("It is not applied.");
        assertThat(console.post(UNDO, confirm("V2")).status()).isEqualTo(422);
        assertThat(console.post("/api/admin/migrations/run?wait=1m").status()).isEqualTo(200);
        Answer accepted = console.post(UNDO, confirm("2"));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location"))
                .endsWith("/api/admin/runs/" + accepted.json().getInt("id"));
    }

    private static JsonObject confirm(String name) {
        return Json.createObjectBuilder().add("confirm", name).build();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
