package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestDatabase;

/** One console through a bad day: no database, the wrong password, a database that dies in the middle of a run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseOutageIT {
    private static final String RUN = "/api/admin/migrations/run";
    private static final String DATABASE = "outage";
    private static final String PASSWORD = "pass:w=ord$ #1";
    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static TestDatabase database;
    private static TestConsole console;

    @BeforeAll
    static void startWithoutDatabase() throws Exception {
        database = TestDatabase.startOwn();
        String url = database.createDatabase(DATABASE);
        database.execute(
                url,
                "CREATE ROLE console LOGIN PASSWORD 'another one'; ALTER DATABASE " + DATABASE + " OWNER TO console");
        database.execute(url, "ALTER DATABASE " + DATABASE + " SET synchronous_commit = on");
        askForPasswords();
        database.stop();
        console = TestConsole.start(Map.of(
                "slipway.db.url",
                url,
                "slipway.db.user",
                "console",
                "slipway.db.password",
                PASSWORD,
                "slipway.heartbeat",
                "500ms",
                "slipway.lost-after",
                "5s",
                "slipway.shutdown.drain-timeout",
                "500ms"));
        console.write("V1__a.sql", "CREATE TABLE a (id int);");
    }

    /** From the next start on. */
    private static void askForPasswords() throws SQLException, IOException {
        Path rules = Path.of(query("SHOW hba_file"));
        Files.writeString(rules, "host all console 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        database.close();
    }

    @Test
    @Order(1)
    void aConsoleWhoseDatabaseIsDownComesUpAndSaysSo() {
        assertUnreachable("refused");
    }

    @Test
    @Order(2)
    void aWrongPasswordIsToldAndNotShown() throws IOException {
        database.restart();

        assertUnreachable("password authentication failed for user \"console\"");

        assertThat(Files.readString(console.server().log())).doesNotContain(PASSWORD);
    }

    @Test
    @Order(3)
    void aDatabaseThatComesUpLaterIsUsedWithoutARestart() throws SQLException {
        database.execute(database.url("postgres"), "ALTER ROLE console PASSWORD '" + PASSWORD + "'");

        assertThat(console.get(RUN).status()).isEqualTo(200);
        Answer run = console.post(RUN + "?wait=30s");

        assertThat(run.status()).as(run.body()).isEqualTo(200);
        assertThat(
                        query(
                                "SELECT string_agg(DISTINCT application_name, ' ') FROM pg_stat_activity WHERE usename = 'console'"))
                .isEqualTo("slipway");
        assertThat(console.get(RUN).json().getBoolean("upToDate")).isTrue();
        assertThat(Await.until(
                        LIMIT,
                        () -> query("SELECT string_agg(DISTINCT action, ' ' ORDER BY action) FROM slipway.audit_event"
                                + " WHERE occurred_at < (SELECT min(requested_at) FROM slipway.run)"),
                        actions -> actions != null && actions.contains("SIGNED_IN")))
                .as("what happened while the database was away, such as a run that was refused")
                .contains("RUN_REFUSED SIGNED_IN");
    }

    @Test
    @Order(4)
    void aRunWhoseDatabaseDiesIsToldWithTheReasonAndTheNextOneFinishes() throws Exception {
        console.write("V2__b.sql", "CREATE TABLE b (id int);");
        Path slow = console.write("V3__c.sql", "CREATE TABLE c (id int);\nSELECT pg_sleep(30);\n");
        Answer started = console.post(RUN);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String address = "/api/admin/runs/" + started.json().getJsonNumber("id");
        awaitStatement("pg_sleep(30)");

        database.kill();
        assertUnreachable("");
        database.restart();

        JsonObject told = Await.until(
                LIMIT,
                () -> console.get(address).json(),
                run -> List.of("FAILED", "INTERRUPTED").contains(run.getString("status", "")));
        assertThat(told.getString("status")).as(told.toString()).isEqualTo("FAILED");
        assertThat(told.getJsonArray("errors").toString())
                .contains(
                        "V3__c.sql:2:1: ",
                        "SQLSTATE",
                        "The connection to the database was lost. Run again when it is back.");
        assertThat(query("SELECT to_regclass('c')")).isNull();
        Files.writeString(slow, "CREATE TABLE c (id int);\n");
        Answer next = Await.until(LIMIT, () -> console.post(RUN + "?wait=20s"), answer -> answer.status() == 200);
        assertThat(next.json().getString("status")).isEqualTo("SUCCEEDED");
        assertThat(query(
                        "SELECT string_agg(migration_key, ' ' ORDER BY id) FROM slipway.step WHERE status = 'APPLIED'"))
                .isEqualTo("1 2 3");
        assertThat(console.get(RUN).json().getBoolean("upToDate")).isTrue();
    }

    @Test
    @Order(5)
    void aStepThatTakesLongerThanAStoppedConsoleMayWaitIsCancelledAndRolledBack() throws Exception {
        console.write("V4__d.sql", "CREATE TABLE d (id int);\nSELECT pg_sleep(40);\n");
        Answer started = console.post(RUN);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        awaitStatement("pg_sleep(40)");

        console.server().stop(Duration.ofSeconds(20));

        assertThat(
                        query(
                                "SELECT concat_ws(', ', r.status, r.notices ->> 0, s.status, s.error ->> 'sqlState')"
                                        + " FROM slipway.run r LEFT JOIN slipway.step s ON s.run_id = r.id ORDER BY r.id DESC, s.id DESC LIMIT 1"))
                .isEqualTo(
                        "INTERRUPTED, The server was stopped. What is listed as applied is done; run again to go on.,"
                                + " FAILED, 57014");
        assertThat(query("SELECT to_regclass('d')")).isNull();
        assertThat(query("SELECT action || ' ' || detail FROM slipway.audit_event ORDER BY id DESC LIMIT 1"))
                .startsWith("RUN_ENDED INTERRUPTED: The server was stopped.");
    }

    private static void awaitStatement(String text) {
        Await.until(
                LIMIT,
                () -> query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'console' AND query LIKE '%" + text
                        + "%'"),
                "1"::equals);
    }

    /** In bounded time, at the API and on the dashboard, while the console itself is ready. */
    private static void assertUnreachable(String reason) {
        long began = System.nanoTime();
        Answer status = console.get(RUN);
        Answer run = console.post(RUN);
        Answer page = console.send(console.request("/admin")
                .header("Cookie", SignInForm.cookieOf(console, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD))
                .GET());

        assertThat(List.of(status.status(), run.status())).as(status.toString()).containsExactly(503, 503);
        assertThat(List.of(status.body(), run.body()))
                .allSatisfy(body ->
                        assertThat(body.replace("\\\"", "\"")).contains(reason).doesNotContain(PASSWORD));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().replace("&quot;", "\"").replace("&#34;", "\""))
                .contains(reason)
                .doesNotContain(PASSWORD);
        assertThat(console.send(console.request("/health/ready").GET()).status())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = database.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
