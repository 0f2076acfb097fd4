package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.RecordedObjects;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestDatabase;

/** What somebody changed by hand is seen on the pages and in the API, and an admin may accept it. */
class DriftIT extends InBrowser {
    private static final String DRIFT = "/api/admin/drift";

    @BeforeEach
    void driftInThreeWays() throws SQLException {
        console.write("V1__boat.sql", "CREATE TABLE boat (id int PRIMARY KEY, name text, price int DEFAULT 0);\n");
        console.post("/api/admin/migrations/run?wait=1m");
        RecordedObjects.record(TestDatabase.shared().dataSource(console.databaseName()));
        console.execute(
                "UPDATE slipway.object SET step_id = (SELECT max(id) FROM slipway.step) WHERE identity LIKE '%boat%'");
        console.execute("ALTER TABLE boat ALTER price SET DEFAULT 7; ALTER TABLE boat DROP name;"
                + " CREATE TABLE \"<script>alert(1)</script>\" (id int)");
    }

    @Test
    void anAdminLooksAtTheDifferencesAndAcceptsOne() {
        signIn();
        page.navigate(address("/admin/drift"));
        assertThat(heading()).hasText("3 objects are not as they were left");
        assertThat(page.locator("main")).containsText("table public.\"<script>alert(1)</script>\"");
        assertThat(page.locator(".drift .removed").first()).containsText("- name text");
        page.navigate(address("/admin"));
        assertThat(heading()).hasText("The schema needs attention");
        page.getByText("Look at the differences").click();
        page.getByLabel("Choose table public.\"<script>alert(1)</script>\"").check();
        button("Accept what is ticked").click();
        assertThat(heading()).hasText("Accept 1 difference?");
        button("Accept").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say why");
        page.getByLabel("Reason").fill("made by <b>us</b>");
        button("Accept").click();

        assertThat(page.getByText("Accepted: what is there is expected from now on."))
                .isVisible();
        assertThat(heading()).hasText("2 objects are not as they were left");
        page.navigate(address("/admin/audit"));
        assertThat(page.locator("table.audit")).containsText("made by <b>us</b>");
        page.navigate(address("/admin/migrations/1"));
        assertThat(page.locator("main")).containsText("2 objects are not as it left them.");
        assertThat(page.locator("p.state")).containsText("Drifted");
    }

    @Test
    void aViewerLooksAndDoesNotAccept() {
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        page.navigate(address("/admin/drift"));
        assertThat(heading()).hasText("3 objects are not as they were left");
        assertThat(page.locator("#accept")).hasCount(0);
    }

    @Test
    void aPipelineSeesDriftAndAcceptsWhatItSaw() {
        assertThat(console.get(DRIFT + "?fail=true").status()).isEqualTo(409);
        Answer seen = console.get(DRIFT);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().getBoolean("drifted")).isTrue();
        assertThat(seen.json().getJsonArray("differences").getValuesAs(JsonObject.class))
                .extracting(drift -> drift.getString("difference") + " " + drift.getString("identity") + " "
                        + (drift.isNull("migration") ? null : drift.getString("migration")))
                .containsExactly(
                        "MISSING public.boat.name 1",
                        "CHANGED public.boat.price 1",
                        "UNEXPECTED public.\"<script>alert(1)</script>\" null");

        console.execute("ALTER TABLE boat ALTER price SET DEFAULT 8");
        assertThat(accept(seen).status()).isEqualTo(409);
        assertThat(accept(console.get(DRIFT)).json().getBoolean("drifted")).isFalse();
        assertThat(console.get(DRIFT + "?fail=true").status()).isEqualTo(200);
        assertThat(console.post(
                                DRIFT + "/accept",
                                Json.createObjectBuilder().add("reason", " ").build())
                        .status())
                .isEqualTo(400);
    }

    private static Answer accept(Answer seen) {
        var fingerprints = Json.createArrayBuilder();
        seen.json()
                .getJsonArray("differences")
                .getValuesAs(JsonObject.class)
                .forEach(drift -> fingerprints.add(drift.getString("fingerprint")));
        return console.post(
                DRIFT + "/accept",
                Json.createObjectBuilder()
                        .add("reason", "hot fix")
                        .add("fingerprints", fingerprints)
                        .build());
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
