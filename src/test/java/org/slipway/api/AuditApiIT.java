package org.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** The audit trail as an auditor sees it. */
class AuditApiIT {
    private static final String RUN = "/api/admin/migrations/run";
    private static final String AUDIT = "/api/admin/audit";
    private static final String VERIFICATION = AUDIT + "/verification";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.shared();
    }

    @BeforeEach
    void reset() {
        console.reset();
    }

    @Test
    void aFreshConsoleHasAnEmptyTrailAndTouchesNothing() {
        assertThat(console.get(AUDIT).body()).isEqualTo("[]");
        assertThat(console.get(AUDIT + "?format=csv").body())
                .isEqualTo("id,at,action,actor,roles,address,node,run,detail,hash\r\n");
        JsonObject verification = console.get(VERIFICATION).json();

        assertThat(List.of(
                        verification.getBoolean("intact"),
                        verification.getInt("count"),
                        verification.get("lastHash"),
                        verification.get("broken")))
                .containsExactly(true, 0, JsonValue.NULL, JsonValue.NULL);
        console.execute("DO $$ BEGIN ASSERT to_regnamespace('slipway') IS NULL; END $$");
    }

    @Test
    void aRunLeavesItsRequestItsStartAndItsEnd() {
        run("V1__a.sql", "CREATE TABLE a (id int);");

        List<JsonObject> events = events("?run=1");

        assertThat(events)
                .extracting(event -> event.getString("action") + " " + event.getString("actor") + " "
                        + event.getString("roles") + " " + event.getString("address") + " "
                        + event.getString("detail", ""))
                .containsExactly(
                        "RUN_ENDED admin admin 127.0.0.1 SUCCEEDED. Steps applied: 1.",
                        "RUN_STARTED admin admin 127.0.0.1 ",
                        "RUN_REQUESTED admin admin 127.0.0.1 All that is pending: V1");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.keySet())
                        .containsExactly(
                                "id", "at", "action", "actor", "roles", "address", "node", "run", "detail", "hash"));
        assertThat(console.get(VERIFICATION).status()).isEqualTo(200);
    }

    @Test
    void whatWasRefusedAndCancelledIsThereWithItsReason() {
        run("V1__a.sql", "CREATE TABLE a (id int);");
        console.write("V2__slow.sql", "SELECT pg_sleep(60);\n");
        String address = URI.create(console.post(RUN).header("Location")).getPath();
        assertThat(console.post(RUN).status()).isEqualTo(409);
        assertThat(console.post(address + "/cancel").status()).isEqualTo(202);
        Await.until(LIMIT, () -> console.get(address).json().getString("status"), "CANCELLED"::equals);
        console.write("V2__slow.sql", "SELECT 'open;\n");
        assertThat(console.post(RUN).status()).isEqualTo(422);

        List<JsonObject> events =
                Await.until(LIMIT, () -> events("?action=RUN_REFUSED"), refusals -> refusals.size() == 2);

        assertThat(events.get(0).getString("detail")).startsWith("1 problems, first: V2__slow.sql:1");
        assertThat(events.get(1).getString("detail")).isEqualTo("Run 2 is active.");
        assertThat(events("?run=2"))
                .extracting(event -> event.getString("action"))
                .containsExactlyInAnyOrder(
                        "RUN_ENDED", "RUN_CANCEL_REQUESTED", "RUN_REFUSED", "RUN_STARTED", "RUN_REQUESTED");
        assertThat(events("?run=2&action=RUN_ENDED").get(0).getString("detail"))
                .startsWith("CANCELLED: Cancelled by admin. Steps applied: 0. V2__slow.sql, line 1 failed (SQLSTATE");
    }

    /** Those of a minute in which other tests were refused a lot may only be counted. */
    @Test
    void whoSignedInAndWhoWasRefusedIsThere() {
        run("V1__a.sql", "CREATE TABLE a (id int);");
        assertThat(SignInForm.submit(console, TestConsole.USER, "wrong", "").status())
                .isEqualTo(200);
        String cookie = SignInForm.cookieOf(console, TestConsole.USER, TestConsole.USER_PASSWORD);
        assertThat(console.send(console.request("/admin/runs")
                                .header("Cookie", cookie)
                                .GET())
                        .status())
                .isEqualTo(403);

        List<String> actions = Await.until(
                Duration.ofSeconds(90),
                () -> events("?limit=100").stream()
                        .filter(event -> !event.getString("action").startsWith("RUN_"))
                        .map(event -> event.getString("action") + " " + event.getString("actor", ""))
                        .toList(),
                seen -> seen.contains("SIGNED_IN ursula")
                        && (seen.contains("ACCESS_REFUSED ursula") || seen.contains("REFUSALS_COUNTED ursula"))
                        && (seen.stream().anyMatch(event -> event.startsWith("SIGN_IN_REFUSED"))
                                || seen.contains("REFUSALS_COUNTED ")));

        assertThat(actions).contains("SIGNED_IN ursula");
    }

    @Test
    void theTrailIsReadPageByPageWithItsFilter() {
        run("V1__a.sql", "CREATE TABLE a (id int);");
        run("V2__b.sql", "CREATE TABLE b (id int);");
        run("V3__c.sql", "CREATE TABLE c (id int);");

        List<Long> runs = new ArrayList<>();
        String next = AUDIT + "?action=run_ended&limit=2&actor=admin&from=2020-01-01";
        while (next != null) {
            Answer page = console.get(next);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            objects(page).forEach(event -> runs.add(event.getJsonNumber("run").longValueExact()));
            String link = page.header("Link");
            next = link == null ? null : link.substring(link.indexOf("/api"), link.indexOf('>'));
        }

        assertThat(runs).containsExactly(3L, 2L, 1L);
        assertThat(events("?until=2020-01-01")).isEmpty();
        assertThat(events("?actor=adm")).isEmpty();
    }

    @Test
    void allThatMatchesComesAsAFile() {
        run("V1__a.sql", "CREATE TABLE a (id int);");

        Answer csv = console.send(authorized(AUDIT + "?run=1").header("Accept", "text/csv"));
        Answer json = console.get(AUDIT + "?run=1&format=json");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit.csv\"");
        assertThat(csv.body().lines())
                .hasSize(4)
                .first()
                .isEqualTo("id,at,action,actor,roles,address,node,run,detail,hash");
        List<JsonObject> listed = events("?run=1");
        Collections.reverse(listed);
        assertThat(objects(json)).isEqualTo(listed);
        assertThat(Await.until(LIMIT, () -> events("?action=AUDIT_EXPORTED"), events -> events.size() == 2))
                .extracting(event -> event.getString("detail"))
                .containsExactly("JSON: run=1", "CSV: run=1");
    }

    @Test
    void whoeverChangedAnEventIsFound() {
        run("V1__a.sql", "CREATE TABLE a (id int);");
        JsonObject noted = events("?action=RUN_STARTED").get(0);
        String known = "?id=" + noted.getJsonNumber("id") + "&hash=" + noted.getString("hash");
        assertThat(console.get(VERIFICATION + known).status()).isEqualTo(200);
        assertThat(console.get(VERIFICATION + "?id=4711&hash=" + noted.getString("hash"))
                        .json()
                        .getString("detail"))
                .startsWith("Event 4711 is known and not there: the trail ends with event ");
        console.execute(
                "ALTER TABLE slipway.audit_event DISABLE TRIGGER ALL; UPDATE slipway.audit_event SET actor = 'eve'"
                        + " WHERE action = 'RUN_STARTED'");

        Answer answer = console.get(VERIFICATION);

        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().getString("type")).isEqualTo("urn:slipway:problem:audit-broken");
        JsonObject broken = answer.json().getJsonObject("audit").getJsonObject("broken");
        assertThat(broken.get("id")).isEqualTo(noted.get("id"));
        assertThat(broken.getString("kind")).isEqualTo("HASH_DIFFERS");
        assertThat(Await.until(LIMIT, () -> events("?action=AUDIT_VERIFIED"), events -> events.size() == 3)
                        .get(0)
                        .getString("detail"))
                .startsWith("Broken: " + broken.getString("sentence"));
    }

    private static void run(String script, String sql) {
        console.write(script, sql);
        Answer answer = console.post(RUN + "?wait=30s");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static List<JsonObject> events(String query) {
        Answer answer = console.get(AUDIT + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return objects(answer);
    }

    private static List<JsonObject> objects(Answer answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonArray array = reader.readArray();
            return new ArrayList<>(array.getValuesAs(JsonObject.class));
        }
    }

    private static HttpRequest.Builder authorized(String path) {
        return console.request(path).header("Authorization", "Bearer " + console.token());
    }
}
