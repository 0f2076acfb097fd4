package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.execution.RunOptions.Undecided;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepError;
import org.slipway.testing.Await;
import org.slipway.testing.LosingDataSource;
import org.slipway.testing.TestDatabase;

/** Consoles, sessions and connections that die in or after a statement outside a transaction, and what is found afterwards. */
class AutocommitOutcomeIT {
    private static final String DATABASE = "autocommit_outcome";
    private static final String ROLE = "autocommit_owner";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final RunOptions REBUILDING = new RunOptions(null, false, Undecided.REFUSE, true);
    private static final String INDEX = "CREATE UNIQUE INDEX CONCURRENTLY boat_name ON boat (name);";

    @TempDir
    Path folder;

    /** Dies; the other one takes over. */
    private Engine console;

    private Engine next;
    private LosingDataSource network;
    private final List<Connection> others = new ArrayList<>();

    @BeforeEach
    void start() throws SQLException {
        TestDatabase.shared().createDatabase(DATABASE);
        network = new LosingDataSource(TestDatabase.shared().dataSource(DATABASE));
        console = new Engine(folder, network.dataSource());
        next = new Engine(folder, TestDatabase.shared().dataSource(DATABASE));
        next.execute("DROP ROLE IF EXISTS " + ROLE
                + "; CREATE TABLE boat (name text); INSERT INTO boat VALUES ('Argo'), ('Beagle')");
    }

    @AfterEach
    void stop() throws SQLException {
        for (Connection other : others) {
            other.close();
        }
    }

    @Test
    void aSessionThatIsEndedWhileItBuildsAnIndexLeavesItBehindAndTheRunNamesIt() throws SQLException {
        next.write("V1__index.sql", INDEX);

        Run run = killedWhile("INSERT INTO boat VALUES ('Calypso')", false);

        StepError error = run.errors().get(0);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(List.of(error.sqlState(), error.rolledBack(), error.leftBehind()))
                .containsExactly("57P01", false, "public.boat_name");
        assertThat(error.advice())
                .isEqualTo("A statement outside a transaction (step 1 of V1) was begun by run 1 and its end was not"
                        + " recorded. It was not finished: the index public.boat_name is there but invalid. Let the next run"
                        + " drop the invalid index and build it anew, or drop it yourself (DROP INDEX CONCURRENTLY"
                        + " public.boat_name) and run again.");

        Run again = next.run();

        assertThat(again.errors().get(0).sqlState()).isEqualTo("42P07");
        assertThat(again.errors().get(0).leftBehind()).isEqualTo("public.boat_name");

        Run rebuilt = next.run(REBUILDING);

        assertThat(rebuilt.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rebuilt.results())
                .contains("V1 dropped the invalid index public.boat_name, which an earlier try had left behind, and"
                        + " built it anew");
        assertThat(indexes()).containsExactly("boat_name t");
        assertThat(next.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void whatADeadConsoleLeftBehindIsFoundByTheNextLookAndTheNextRun() throws SQLException {
        next.write("V1__index.sql", INDEX);

        Run dead = killedWhile("INSERT INTO boat VALUES ('Calypso')", true);

        assertThat(dead.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(reason())
                .startsWith("A statement outside a transaction (step 1 of V1) was begun by run 1 and its end was not"
                        + " recorded. It was not finished: the index public.boat_name is there but invalid.");
        assertThat(next.query("SELECT status FROM slipway.step")).containsExactly("STARTED");

        Run rebuilt = next.run(REBUILDING);

        assertThat(rebuilt.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rebuilt.notices()).singleElement().asString().contains("It was not finished");
        assertThat(indexes()).containsExactly("boat_name t");
        assertThat(next.query("SELECT status FROM slipway.step ORDER BY id")).containsExactly("FAILED", "APPLIED");
    }

    @Test
    void whatWasNotBegunRunsAgain() throws SQLException {
        next.write("V1__index.sql", INDEX);

        killedWhile("LOCK TABLE boat", true);

        assertThat(reason())
                .contains("It was not applied: there is no index boat_name on boat. The next run runs it again.");
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(indexes()).containsExactly("boat_name t");
    }

    @Test
    void whatWasAppliedButNotRecordedIsRecordedByTheNextRunAndNotRunAgain() throws SQLException {
        next.write("V1__index.sql", INDEX, "INSERT INTO boat VALUES ('Calypso');");
        network.loseBefore("SET status = ?, finished_at");
        network.dieWithNextLoss();

        inBackground().handle((run, error) -> null).join();
        silenceRun();

        assertThat(reason())
                .contains("It was applied: the index public.boat_name is there and valid, and was made since the"
                        + " statement began. The next run records it as applied and goes on behind it.");
        Run run = next.run();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.warnings()).isEmpty();
        assertThat(run.notices()).singleElement().asString().contains("It was applied");
        assertThat(next.query("SELECT status || ' ' || run_id FROM slipway.step ORDER BY id"))
                .containsExactly("APPLIED 1", "APPLIED 2");
        assertThat(next.query("SELECT count(*) FROM boat")).containsExactly("3");
        assertThat(next.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void aConsoleThatOutlivesItsConnectionFindsOutByItself() throws SQLException {
        next.write("V1__index.sql", INDEX);
        network.loseBefore("SET status = ?, finished_at");

        Run run = console.run();

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.notices()).singleElement().asString().contains("It was applied: the index public.boat_name");
        assertThat(next.states()).containsExactly("V1 APPLIED");
        assertThat(next.plan(RunOptions.DEFAULT).steps()).isEmpty();
    }

    @Test
    void nothingRunsBesideASessionThatStillBuilds() throws Exception {
        next.write("V1__index.sql", INDEX);
        Connection writer = other("INSERT INTO boat VALUES ('Calypso')");
        CompletableFuture<Run> dying = inBackground();
        String builder = builder();
        network.die();
        silenceRun();

        assertThat(next.problems())
                .singleElement()
                .asString()
                .contains(
                        "It is not over: its session (pid " + builder + ") is still at work. Wait until it has ended");
        writer.commit();
        Await.until(LIMIT, this::indexes, List.of("boat_name t")::equals);
        dying.handle((run, error) -> null).join();

        Await.until(LIMIT, this::reason, reason -> reason.contains("It was applied"));
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.query("SELECT status FROM slipway.step")).containsExactly("APPLIED");
    }

    @Test
    void whatNobodyCanSeeIsForAPersonToDecide() throws SQLException {
        next.write("V1__do.sql", "DO 'BEGIN INSERT INTO boat VALUES (''Calypso''); COMMIT; END';");
        network.loseBefore("SET status = ?, finished_at");

        Run lost = console.run();

        assertThat(lost.status()).isEqualTo(RunStatus.FAILED);
        assertThat(lost.errors().get(0).advice()).contains("Whether it was applied is not known");
        assertThat(next.problems()).singleElement().asString().contains("Whether it was applied is not known");
        assertThat(next.run(new RunOptions(null, false, Undecided.TAKE_AS_APPLIED, false))
                        .notices())
                .singleElement()
                .asString()
                .endsWith("ada decided that it counts as applied.");
        assertThat(next.query("SELECT count(*) FROM boat")).containsExactly("3");
        assertThat(next.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void aPersonMayLetItRunAgain() throws SQLException {
        next.write("V1__do.sql", "DO 'BEGIN INSERT INTO boat VALUES (''Calypso''); COMMIT; END';");
        network.loseBefore("SET status = ?, finished_at");
        console.run();

        Run run = next.run(new RunOptions(null, false, Undecided.RUN_AGAIN, false));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.query("SELECT count(*) FROM boat")).containsExactly("4");
        assertThat(next.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void vacuumRunsAgain() throws SQLException {
        next.write("V1__vacuum.sql", "VACUUM boat;");
        network.loseBefore("SET status = ?, finished_at");

        assertThat(console.run().errors().get(0).advice()).contains("It can run again");
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void anIndexWithoutANameIsKnownByWhatItSays() throws SQLException {
        next.write("V1__index.sql", "CREATE INDEX CONCURRENTLY ON boat USING btree (Name) WHERE name IS NOT NULL;");
        network.loseBefore("SET status = ?, finished_at");

        assertThat(console.run().notices())
                .singleElement()
                .asString()
                .contains("It was applied: the index public.boat_name_idx is there and valid");
    }

    @Test
    void anIndexThatWasBeingDroppedIsDroppedByTheNextRun() throws SQLException {
        next.execute("CREATE INDEX boat_name ON boat (name)");
        next.write("V1__drop.sql", "DROP INDEX CONCURRENTLY boat_name;");

        Run killed = killedWhile("SELECT count(*) FROM boat", false);

        assertThat(killed.errors().get(0).advice()).contains("It was not applied: the index boat_name is still there");
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(indexes()).isEmpty();
    }

    @Test
    void anInvalidIndexIsNotPassedOverByIfNotExists() throws SQLException {
        next.execute("INSERT INTO boat VALUES ('Argo')");
        next.write("V1__index.sql", INDEX);
        assertThat(next.run().errors().get(0).leftBehind()).isEqualTo("public.boat_name");
        next.execute("DELETE FROM boat");
        next.write("V1__index.sql", INDEX.replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS"));

        Run passedOver = next.run();

        assertThat(passedOver.errors().get(0).sentence())
                .contains("PostgreSQL passed the statement over, because an index of that name exists; it is invalid")
                .contains("(DROP INDEX CONCURRENTLY public.boat_name)");
        assertThat(next.states()).containsExactly("V1 FAILED");
        assertThat(next.run(REBUILDING).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(indexes()).containsExactly("boat_name t");
    }

    @Test
    void anInvalidIndexThatNoRunMadeIsNotDropped() throws SQLException {
        next.execute("INSERT INTO boat VALUES ('Argo')");
        next.write("V1__index.sql", INDEX);
        next.run();
        next.execute("DELETE FROM slipway.step");

        Run run = next.run(REBUILDING);

        assertThat(run.errors().get(0).advice())
                .contains("No run of Slipway made it. If nobody builds it right now, drop it (DROP INDEX CONCURRENTLY"
                        + " public.boat_name) and run again.");
        assertThat(indexes()).containsExactly("boat_name f");
    }

    @Test
    void whatTheScriptSetBeforeIsNoObstacle() throws SQLException {
        next.execute("CREATE SCHEMA yard; CREATE TABLE yard.boat (name text); CREATE ROLE " + ROLE
                + "; GRANT ALL ON SCHEMA yard TO " + ROLE + "; ALTER TABLE yard.boat OWNER TO " + ROLE);
        next.write("V1__index.sql", "SET search_path = yard; SET ROLE " + ROLE + ";", INDEX);
        next.write("V2__drop.sql", "SET search_path = yard;", "DROP INDEX CONCURRENTLY boat_name;");
        network.loseBefore("SET status = ?, finished_at");

        assertThat(console.run().notices())
                .singleElement()
                .asString()
                .contains("It was applied: the index yard.boat_name is there and valid");
        network.loseBefore("SET status = ?, finished_at");
        assertThat(console.run().notices())
                .singleElement()
                .asString()
                .contains("It was applied: the index boat_name is gone");
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
    }

    @Test
    void anIndexThatSomebodyBuildsRightNowIsToldAndNotOffered() throws Exception {
        next.execute("INSERT INTO boat VALUES ('Argo')");
        next.write("V1__index.sql", INDEX);
        next.run();
        assertThat(leftOvers()).containsExactly("public.boat_name 1 true");
        Connection writer = other("INSERT INTO boat VALUES ('Calypso')");
        CompletableFuture<Void> building = CompletableFuture.runAsync(() -> TestDatabase.shared()
                .execute(TestDatabase.shared().url(DATABASE), "CREATE INDEX CONCURRENTLY boat_name_2 ON boat (name)"));

        Await.until(
                LIMIT, this::leftOvers, List.of("public.boat_name 1 false", "public.boat_name_2 null false")::equals);

        writer.commit();
        building.join();
        assertThat(leftOvers()).containsExactly("public.boat_name 1 true");
    }

    private List<String> leftOvers() {
        return next.status().leftOvers().indexes().stream()
                .map(left -> left.index().name() + " " + left.migrationKey() + " " + left.isRebuildable())
                .toList();
    }

    @Test
    void aDatabaseThatIsKilledWhileItBuildsAnIndexTellsSoWhenItIsBack() throws Exception {
        try (TestDatabase own = TestDatabase.startOwn()) {
            own.execute(own.createDatabase(DATABASE), "ALTER DATABASE " + DATABASE + " SET synchronous_commit = on");
            console = new Engine(folder, own.dataSource(DATABASE));
            console.execute("CREATE TABLE boat (name text)");
            console.write("V1__index.sql", INDEX);
            Connection writer = own.dataSource(DATABASE).getConnection();
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO boat VALUES ('Calypso')");
            CompletableFuture<Run> run = inBackground();
            builder(console);

            own.kill();
            own.restart();

            assertThat(run.get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .errors()
                            .get(0)
                            .leftBehind())
                    .isEqualTo("public.boat_name");
            assertThat(console.run(REBUILDING).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(console.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'boat_name'::regclass"))
                    .containsExactly("t");
        }
    }

    @Test
    void aTakeOverWaitsForTheSessionOfTheDeadConsole() throws Exception {
        next.write("V1__index.sql", INDEX);
        Connection writer = other("INSERT INTO boat VALUES ('Calypso')");
        CompletableFuture<Run> dying = inBackground();
        builder();
        network.die();
        silenceRun();

        assertThat(next.tryClaim(RunOptions.DEFAULT)).isEqualTo(new RunStore.ClaimOutcome.Busy(1));

        writer.commit();
        dying.handle((run, error) -> null).join();
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.query("SELECT run_id || ' ' || status FROM slipway.step"))
                .containsExactly("1 APPLIED");
    }

    /**
     * What became of the run whose session was ended while it waited for another one.
     *
     * @param andConsole whether the console died with it
     */
    private Run killedWhile(String otherDoes, boolean andConsole) throws SQLException {
        other(otherDoes);
        CompletableFuture<Run> run = inBackground();
        String pid = builder();
        if (andConsole) {
            network.die();
        }
        next.query("SELECT pg_terminate_backend(" + pid + ")");
        run.handle((ended, error) -> null).join();
        others.remove(0).close();
        if (andConsole) {
            silenceRun();
        }
        return next.find(1);
    }

    /** Nothing is heard of it any more. */
    private void silenceRun() throws SQLException {
        next.execute("UPDATE slipway.run SET heartbeat_at = now() - interval '1 minute'");
    }

    private CompletableFuture<Run> inBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return console.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Another session within a transaction that has done something. */
    private Connection other(String sql) throws SQLException {
        Connection other = TestDatabase.shared().dataSource(DATABASE).getConnection();
        others.add(other);
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
        return other;
    }

    /** Pid of the session that waits within a statement that is journalled. */
    private String builder() {
        return builder(next);
    }

    private static String builder(Engine engine) {
        return Await.until(
                        LIMIT,
                        () -> engine.query("SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                + " WHERE NOT l.granted AND a.application_name LIKE 'slipway run %'"
                                + " AND EXISTS (SELECT FROM slipway.step WHERE status = 'STARTED')"),
                        pids -> !pids.isEmpty())
                .get(0);
    }

    private String reason() {
        return next.status().migrations().get(0).reason();
    }

    private List<String> indexes() throws SQLException {
        return next.query("SELECT indexrelid::regclass || ' ' || CASE WHEN indisvalid THEN 't' ELSE 'f' END"
                + " FROM pg_index WHERE indrelid = 'boat'::regclass ORDER BY 1");
    }
}
