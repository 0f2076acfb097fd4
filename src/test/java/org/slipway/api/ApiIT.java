package org.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestConsole;

/** The API as a pipeline uses it. */
class ApiIT {
    private static final String RUN = "/api/admin/migrations/run";
    private static final String RUNS = "/api/admin/runs";
    private static final Duration LIMIT = Duration.ofSeconds(30);
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
    void aFreshConsoleTellsWhatIsPendingAndTouchesNothing() {
        console.write("V1__customer.sql", """
                -- slipway:check customer exists: SELECT 1 FROM customer
                CREATE TABLE customer (id int);
                """);

        JsonObject status = console.get(RUN).json();

        assertThat(status.getJsonObject("database").getString("name")).isEqualTo(console.databaseName());
        assertThat(Json.createObjectBuilder(status).remove("database").build().toString())
                .isEqualTo("""
                        {"upToDate":false,"pending":1,"late":0,"checks":{"customer exists":false},\
                        "migrations":[{"version":"1","description":"customer","script":"V1__customer.sql",\
                        "state":"PENDING","installedOn":null,"installedBy":null,"durationMillis":null,\
                        "key":"1","label":"V1","reason":null}],\
                        "problems":[],"activeRun":null,"activeRunAddress":null,\
                        "layout":{"name":"flyway","reason":"Recognised by V1__customer.sql, which is named as Flyway names\
                         migrations."},"undecidedSteps":[],"invalidIndexes":[],"drift":null}""");
        console.execute("DO $$ BEGIN ASSERT to_regnamespace('slipway') IS NULL; END $$");
    }

    @Test
    void anAwaitedRunThatSucceedsIs200AndThenNothingIsPending() {
        console.write("V1__customer.sql", """
                -- slipway:check customer exists: SELECT 1 FROM customer
                CREATE TABLE customer (id int);
                """);

        Answer answer = console.post(RUN + "?wait=30s");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject run = answer.json();
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(run.getString("requestedBy")).isEqualTo(TestConsole.ADMIN);
        assertThat(sentences(run, "results")).containsExactly("V1 created table customer");
        assertThat(sentences(run, "errors")).isEmpty();
        assertThat(run.getJsonArray("steps").getJsonObject(0).getString("status"))
                .isEqualTo("APPLIED");
        assertThat(Instant.parse(run.getString("finishedAt")))
                .isAfterOrEqualTo(Instant.parse(run.getString("startedAt")));
        JsonObject status = console.get(RUN).json();
        assertThat(List.of(status.getBoolean("upToDate"), status.getInt("pending"), status.getJsonObject("checks")))
                .containsExactly(
                        true,
                        0,
                        Json.createObjectBuilder().add("customer exists", true).build());
        Answer again = console.post(RUN + "?wait=30s");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id")).isEqualTo(JsonValue.NULL);
        assertThat(sentences(again.json(), "results")).isEmpty();
    }

    @Test
    void aRunThatIsNotAwaitedIs202WithItsAbsoluteAddress() {
        console.write("V1__customer.sql", "CREATE TABLE customer (id int);");

        Answer answer = console.post(RUN);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        long id = answer.json().getJsonNumber("id").longValueExact();
        assertThat(answer.header("Location"))
                .isEqualTo(console.uri(RUNS + "/" + id).toString());
        assertThat(ended(answer.header("Location")).getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void anAwaitedRunThatFailsIsAProblemWithTheWholeRun() {
        console.write("V1__a.sql", "CREATE TABLE a (id int);");
        console.write("V2__b.sql", "CREATE TABLE b (id int);\nINSERT INTO nowhere VALUES (1);\n");

        Answer answer = console.post(RUN + "?wait=30s");

        assertThat(answer.status()).as(answer.body()).isEqualTo(424);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:slipway:problem:run-not-successful");
        JsonObject run = answer.json().getJsonObject("run");
        assertThat(run.getString("status")).isEqualTo("FAILED");
        assertThat(sentences(run, "results")).containsExactly("V1 created table a");
        assertThat(sentences(run, "errors"))
                .singleElement()
                .asString()
                .startsWith("V2__b.sql:2:13: relation \"nowhere\" does not exist (SQLSTATE 42P01)")
                .contains("The step was rolled back; nothing of it remains.");
        assertThat(answer.json().getString("detail"))
                .endsWith(sentences(run, "errors").get(0));
        JsonObject error = run.getJsonArray("steps").getJsonObject(1).getJsonObject("error");
        assertThat(List.of(error.getInt("line"), error.getInt("column"), error.getBoolean("rolledBack")))
                .containsExactly(2, 13, true);
        console.execute("DO $$ BEGIN ASSERT to_regclass('b') IS NULL AND to_regclass('a') IS NOT NULL; END $$");
    }

    @Test
    void whileARunIsActiveASecondIs409AndTheFirstCanBeCancelled() {
        console.write("V1__slow.sql", "CREATE TABLE slow (id int);\nSELECT pg_sleep(60);\n");
        Answer first = console.post(RUN + "?wait=500ms");
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        String address = first.header("Location");

        Answer second = console.post(RUN);

        assertThat(second.status()).as(second.body()).isEqualTo(409);
        assertThat(second.header("Location")).isEqualTo(address);
        assertThat(second.json().getString("activeRunAddress")).isEqualTo(address);
        assertThat(console.get(RUN).json().getString("activeRunAddress")).isEqualTo(address);
        Answer cancelled = console.post(URI.create(address).getPath() + "/cancel");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(202);
        assertThat(cancelled.json().getString("cancelRequestedBy")).isEqualTo(TestConsole.ADMIN);
        JsonObject run = ended(address);
        assertThat(run.getString("status")).isEqualTo("CANCELLED");
        assertThat(run.toString()).contains("rolled back");
        console.execute("DO $$ BEGIN ASSERT to_regclass('slow') IS NULL; END $$");
        assertThat(console.get(RUN)
                        .json()
                        .getJsonArray("migrations")
                        .getJsonObject(0)
                        .getString("state"))
                .as("what an admin cancelled has not failed")
                .isEqualTo("PENDING");
        Answer again = console.post(URI.create(address).getPath() + "/cancel");
        assertThat(List.of(again.status(), again.json().getString("type")))
                .containsExactly(409, "urn:slipway:problem:run-ended");
    }

    @Test
    void allProblemsAreReportedTogetherAndNothingRuns() {
        console.write("V1__a.sql", "CREATE TABLE a (id int);");
        console.write("V2__b.sql", "CREATE TABLE b (id int);\nSELECT 'open;\n");
        console.write("V3__c.sql", "-- slipway:chekc x: SELECT 1\nSELECT 1;");
        console.write("V03__d.sql", "SELECT 1;");

        Answer answer = console.post(RUN + "?wait=30s");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().getString("type")).isEqualTo("urn:slipway:problem:invalid-migrations");
        JsonArray problems = answer.json().getJsonArray("problems");
        assertThat(problems.getValuesAs(JsonObject.class))
                .extracting(problem -> problem.getString("script"))
                .contains("V2__b.sql", "V3__c.sql");
        assertThat(problems.getValuesAs(JsonObject.class).stream()
                        .filter(problem -> problem.getString("script").equals("V2__b.sql")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getInt("line")).isEqualTo(2));
        assertThat(problems).hasSizeGreaterThanOrEqualTo(3);
        assertThat(console.get(RUN).json().getJsonArray("problems")).isEqualTo(problems);
        console.execute("DO $$ BEGIN ASSERT to_regclass('a') IS NULL; END $$");
    }

    @Test
    void aTargetEndsTheRunAndALateMigrationRunsOnlyOutOfOrder() {
        console.write("V1__a.sql", "CREATE TABLE a (id int);");
        console.write("V3__c.sql", "CREATE TABLE c (id int);");
        JsonObject target = Json.createObjectBuilder().add("target", "1").build();
        assertThat(steps(console.post(RUN + "?wait=30s", target))).containsExactly("V1__a.sql");
        assertThat(steps(console.post(RUN + "?wait=30s"))).containsExactly("V3__c.sql");
        console.write("V2__b.sql", "CREATE TABLE b (id int);");
        assertThat(console.get(RUN).json().getInt("late")).isEqualTo(1);
        assertThat(steps(console.post(RUN + "?wait=30s"))).isEmpty();

        JsonObject outOfOrder =
                Json.createObjectBuilder().add("outOfOrder", true).build();

        assertThat(steps(console.post(RUN + "?wait=30s", outOfOrder))).containsExactly("V2__b.sql");
    }

    @Test
    void runsAreListedNewestFirstPageByPage() {
        for (int version = 1; version <= 3; version++) {
            console.write("V" + version + "__t.sql", "CREATE TABLE t" + version + " (id int);");
            assertThat(console.post(RUN + "?wait=30s").status()).isEqualTo(200);
        }

        Answer first = console.get(RUNS + "?limit=2");
        String link = first.header("Link");
        Answer second = console.get(link.substring(link.indexOf("/api"), link.indexOf('>')));

        List<Long> ids = Stream.of(first, second)
                .flatMap(page -> array(page).getValuesAs(JsonObject.class).stream())
                .map(run -> run.getJsonNumber("id").longValueExact())
                .toList();
        assertThat(ids).hasSize(3).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(second.header("Link")).isNull();
    }

    @Test
    void oneMigrationHasItsTextAndItsRuns() throws IOException {
        String sql = "-- Why <b>this</b>.\n-- slipway:check one: SELECT true\nSELECT 'Käse </script>';\n";
        console.write("V1__it's_\"quoted\"_<script>.sql", sql);
        assertThat(console.post(RUN + "?wait=30s").status()).isEqualTo(200);

        JsonObject migration = console.get("/api/admin/migrations/1").json();

        assertThat(migration.getString("sql")).isEqualTo(sql);
        assertThat(migration.getString("documentation")).isEqualTo("Why <b>this</b>.");
        assertThat(migration.getJsonObject("migration").getString("description"))
                .isEqualTo("it's \"quoted\" <script>");
        assertThat(migration.getJsonArray("checks").getJsonObject(0).getBoolean("present"))
                .isTrue();
        assertThat(migration.getJsonArray("runs")).hasSize(1);
        Files.delete(console.migrations().resolve("V1__it's_\"quoted\"_<script>.sql"));
        JsonObject gone = console.get("/api/admin/migrations/1").json();
        assertThat(List.of(gone.getJsonObject("migration").getString("state"), gone.get("sql")))
                .containsExactly("MISSING", JsonValue.NULL);
    }

    @Test
    void aRepeatableMigrationIsFoundByItsUglyName() {
        console.write("R__a;b_50%_\"x\"_<i>.sql", "SELECT 1;");
        String key = console.get(RUN)
                .json()
                .getJsonArray("migrations")
                .getJsonObject(0)
                .getString("key");

        Answer answer = console.get("/api/admin/migrations/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(List.of(answer.json().getString("key"), answer.json().getString("sql")))
                .containsExactly(key, "SELECT 1;");
    }

    private static JsonObject ended(String address) {
        Instant end = Instant.now().plus(LIMIT);
        JsonObject run;
        do {
            run = console.get(URI.create(address).getPath()).json();
        } while (Set.of("QUEUED", "RUNNING").contains(run.getString("status"))
                && Instant.now().isBefore(end));
        return run;
    }

    private static List<String> steps(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("script"))
                .toList();
    }

    private static List<String> sentences(JsonObject run, String field) {
        return run.getJsonArray(field).getValuesAs(JsonString::getString);
    }

    private static JsonArray array(Answer answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray();
        }
    }
}
