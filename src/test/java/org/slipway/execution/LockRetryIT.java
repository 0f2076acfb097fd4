package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStep;
import org.slipway.history.StepError;
import org.slipway.testing.Await;
import org.slipway.testing.TestDatabase;

/** Steps that meet other sessions' locks give way, try again, and say so. */
class LockRetryIT {
    private static final String DATABASE = "lock_retry";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() throws SQLException {
        engine = new Engine(folder, DATABASE);
        engine.execute("CREATE TABLE busy (id int PRIMARY KEY); INSERT INTO busy VALUES (1), (2)");
    }

    @Test
    void aStepWaitsForAnotherSessionsLockByTryingAgainAndTellsHowOften() throws Exception {
        engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
        CompletableFuture<Run> run;
        try (Connection other = TestDatabase.shared().dataSource(DATABASE).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
            run = inBackground();
            statement.execute("SELECT pg_sleep(1.5)");
        }

        RunStep step = run.join().steps().get(0);

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(step.attempts()).isGreaterThan(2);
        assertThat(engine.comparable(step.results()))
                .containsExactly(
                        "V1 needed " + step.attempts() + " tries, because other sessions were in the way",
                        "V1 added column mail of busy",
                        "V1 held ACCESS EXCLUSIVE on busy for a while; no rewrite");
    }

    @Test
    void aLockThatIsHeldLongerThanTheBudgetFailsTheStepWithAdvice() throws SQLException {
        engine.settings = Engine.settings("slipway", Duration.ofMillis(700), OnExisting.WARN, Divide.AUTO);
        engine.write("V1__mail.sql", "CREATE TABLE fresh (id int);", "ALTER TABLE busy ADD mail text;");
        Run run;
        try (Connection other = TestDatabase.shared().dataSource(DATABASE).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
            run = engine.run();
        }

        StepError error = run.errors().get(0);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(error.sqlState()).isEqualTo("55P03");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.rolledBack()).isTrue();
        assertThat(error.advice())
                .isEqualTo(
                        "Other sessions were in the way for as long as slipway.lock-retry-budget allows. Run again when"
                                + " they have ended.");
        assertThat(run.steps().get(0).attempts()).isGreaterThan(1);
        assertThat(engine.query("SELECT to_regclass('fresh')")).containsExactly((String) null);
    }

    @Test
    void theVictimOfADeadlockTriesAgain() throws Exception {
        engine.execute("ALTER DATABASE " + DATABASE + " SET deadlock_timeout = '100ms'");
        engine.write(
                "V1__both.sql",
                "-- slipway:lock-timeout 10s",
                "UPDATE busy SET id = 11 WHERE id = 1;",
                "SELECT pg_sleep(0.5);",
                "UPDATE busy SET id = 12 WHERE id = 2;");
        CompletableFuture<Run> run;
        try (Connection other = TestDatabase.shared().dataSource(DATABASE).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '30s'");
            statement.execute("SELECT FROM busy WHERE id = 2 FOR UPDATE");
            run = inBackground();
            Await.until(
                    LIMIT,
                    () -> engine.query("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(0.5)%'"
                            + " AND datname = current_database()"),
                    List.of("1")::equals);
            statement.execute("SELECT FROM busy WHERE id = 1 FOR UPDATE");
            other.commit();
        }

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.join().steps().get(0).attempts()).isEqualTo(2);
        assertThat(engine.query("SELECT id FROM busy ORDER BY 1")).containsExactly("11", "12");
    }

    @Test
    void aSerializationFailureIsTriedAgain() throws SQLException {
        engine.execute("CREATE SEQUENCE tries");
        engine.write(
                "V1__serial.sql",
                "DO $$ BEGIN IF nextval('tries') < 3 THEN RAISE EXCEPTION 'try me again' USING ERRCODE = '40001'; END IF; END $$;");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.results()).containsExactly("V1 needed 3 tries, because other sessions were in the way");
    }

    private CompletableFuture<Run> inBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return engine.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
