package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestDatabase;

/** Two consoles on one database, one after the other ended in the middle of a run: nothing is lost and nothing is done twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunInterruptionIT {
    private static final String RUN = "/api/admin/migrations/run";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> SHORT =
            Map.of("slipway.lost-after", "3s", "slipway.heartbeat", "500ms", "slipway.shutdown.drain-timeout", "10s");

    private static TestConsole first;
    private static TestConsole second;
    private Engine engine;

    @BeforeAll
    static void startTwoOnOneDatabase() {
        first = TestConsole.start(SHORT);
        Map<String, String> same = new HashMap<>(SHORT);
        same.put("slipway.db.url", TestDatabase.shared().url(first.databaseName()));
        same.put("slipway.migrations.location", "filesystem:" + first.migrations());
        second = TestConsole.start(same);
    }

    @AfterAll
    static void stop() {
        Stream.of(first, second).filter(console -> console != null).forEach(TestConsole::close);
    }

    @BeforeEach
    void reset() {
        first.reset();
        engine = new Engine(first.migrations(), TestDatabase.shared().dataSource(first.databaseName()));
        engine.write("V1__before.sql", "CREATE TABLE before (id int);");
        engine.write(
                "V2__slow.sql", "CREATE TABLE slow (id int);", "SELECT pg_sleep(3);", "INSERT INTO slow VALUES (1);");
        engine.write("V3__after.sql", "CREATE TABLE after (id int);");
    }

    @Test
    @Order(1)
    void twoConsolesThatAreAskedAtOnceMakeOneRunAndTheOtherTellsItsAddress() throws SQLException {
        List<Answer> answers = Stream.of(first, second)
                .map(console -> CompletableFuture.supplyAsync(() -> console.post(RUN)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
        assertThat(answers)
                .extracting(answer -> URI.create(answer.header("Location")).getPath())
                .containsExactly("/api/admin/runs/1", "/api/admin/runs/1");
        Run run = ended(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(applied()).containsExactly("1", "2", "3");
    }

    @Test
    @Order(2)
    void aRunIsCancelledFromAnotherConsoleInTheMiddleOfALongStatement() throws SQLException {
        engine.write("V2__slow.sql", "CREATE TABLE slow (id int);", "SELECT pg_sleep(60);");
        long id = start(first);
        awaitStep(2);

        assertThat(second.post("/api/admin/runs/" + id + "/cancel").status()).isEqualTo(202);

        Run run = ended(id);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.notices()).containsExactly("Cancelled by admin.");
        assertThat(steps(run)).containsExactly("V1 APPLIED", "V2 FAILED", "V3 NOT_RUN");
        assertThat(run.errors().get(0).sentence())
                .startsWith(
                        "V2__slow.sql:2:1: canceling statement due to user request (SQLSTATE 57014). The step was rolled"
                                + " back; nothing of it remains. Cancelled by admin.");
        assertThat(engine.query("SELECT to_regclass('slow')")).containsExactly((String) null);
    }

    @Test
    @Order(3)
    void afterAConsoleWasKilledInAStepNothingOfTheStepRemainsAndAnotherFinishes() throws Exception {
        engine.write("V2__slow.sql", "CREATE TABLE slow (id int);", "SELECT pg_sleep(8);");
        long id = start(first);
        awaitStep(2);

        first.server().kill();

        Await.until(LIMIT, () -> second.get("/api/admin/runs/" + id).json().getString("status"), "INTERRUPTED"::equals);
        JsonObject told = second.get("/api/admin/runs/" + id).json();
        assertThat(told.getJsonArray("notices")
                        .getValuesAs(JsonString::getString)
                        .toString())
                .contains("Nothing has been heard of the server that works on this run since");
        assertThat(engine.query("SELECT to_regclass('slow')")).containsExactly((String) null);
        engine.write("V2__slow.sql", "CREATE TABLE slow (id int);", "INSERT INTO slow VALUES (1);");

        Await.until(LIMIT, () -> second.post(RUN + "?wait=20s"), answer -> answer.status() == 200);

        assertThat(engine.find(id).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(steps(engine.find(id))).containsExactly("V1 APPLIED", "V2 NOT_RUN", "V3 NOT_RUN");
        assertThat(applied()).containsExactly("1", "2", "3");
        assertThat(engine.query("SELECT count(*) FROM slow")).containsExactly("1");
    }

    @Test
    @Order(4)
    void aStoppedConsoleEndsTheStepItIsInAndTheNextRunGoesOnBehindIt() throws Exception {
        long id = start(second);
        awaitStep(2);

        second.server().stop(Duration.ofSeconds(20));

        Run run = engine.find(id);
        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.notices())
                .containsExactly("The server was stopped. What is listed as applied is done; run again to go on.");
        assertThat(steps(run)).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 NOT_RUN");
        assertThat(engine.query("SELECT count(*) FROM slow")).containsExactly("1");

        Run next = engine.run();

        assertThat(steps(next)).containsExactly("V3 APPLIED");
        assertThat(applied()).containsExactly("1", "2", "3");
    }

    private static long start(TestConsole console) {
        Answer answer = console.post(RUN);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().getJsonNumber("id").longValueExact();
    }

    /** Until the migration before it is recorded and its first statement has been sent. */
    private void awaitStep(int version) {
        Await.until(
                LIMIT,
                () -> engine.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'slipway run %' AND query LIKE '%pg_sleep%'"),
                List.of("1")::equals);
        Await.until(LIMIT, () -> applied().size(), Integer.valueOf(version - 1)::equals);
    }

    private Run ended(long id) {
        return Await.until(
                LIMIT,
                () -> engine.find(id),
                run -> !Set.of(RunStatus.QUEUED, RunStatus.RUNNING).contains(run.status()));
    }

    private List<String> applied() throws SQLException {
        return engine.query("SELECT migration_key FROM slipway.step WHERE status = 'APPLIED' ORDER BY id");
    }

    private static List<String> steps(Run run) {
        return run.steps().stream()
                .map(step -> step.label() + " " + step.status())
                .toList();
    }
}
