package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.audit.AuditFilter;
import org.slipway.audit.AuditReader;
import org.slipway.audit.AuditTrail;
import org.slipway.catalog.SessionActivity.Blocker;
import org.slipway.catalog.SessionActivity.CommandProgress;
import org.slipway.catalog.SessionActivity.LockWait;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.execution.BlockerEnder.Outcome;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStatus;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.testing.Await;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** A step that waits tells for what and for whom, and gets autovacuum out of its way. */
class LockWaitIT {
    private static final String DATABASE = "lock_wait";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TestDatabase SERVER = TestDatabase.shared();
    private static final ExecutionSettings SETTINGS = Engine.settings(OnExisting.WARN, Divide.AUTO);
    private static final ScheduledExecutorService THREADS = Executors.newSingleThreadScheduledExecutor();
    private static final Actor ADA = new Actor("ada", Set.of(Roles.ADMIN), "127.0.0.1");

    @TempDir
    Path folder;

    private DataSource others;

    @BeforeAll
    static void autovacuumLooksOften() {
        SERVER.execute(SERVER.url("postgres"), "ALTER SYSTEM SET autovacuum_naptime = '1s'");
        SERVER.execute(SERVER.url("postgres"), "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void autovacuumAsBefore() {
        THREADS.shutdownNow();
        SERVER.execute(SERVER.url("postgres"), "ALTER SYSTEM RESET autovacuum_naptime");
        SERVER.execute(SERVER.url("postgres"), "SELECT pg_reload_conf()");
    }

    @BeforeEach
    void createDatabase() {
        SERVER.createDatabase(DATABASE);
        others = SERVER.dataSource(DATABASE);
    }

    @Test
    void aWaitingStepTellsWhoIsInTheWay() throws Exception {
        Engine engine = engine(SERVER.user());
        engine.execute("CREATE TABLE busy (id int)");
        engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
        CompletableFuture<Run> run;
        LockWait wait;
        int pid;
        try (Connection other = others.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'the <b>report</b>'");
            other.setAutoCommit(false);
            statement.execute("SELECT FROM busy");
            pid = other.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            run = inBackground(engine);
            wait = Await.until(LIMIT, this::lockWait, seen -> seen != null);
        }
        Blocker blocker = wait.blockers().get(0);

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(wait.mode()).isEqualTo("ACCESS EXCLUSIVE");
        assertThat(wait.object()).isEqualTo("busy");
        assertThat(wait.blockers()).hasSize(1);
        assertThat(blocker)
                .usingRecursiveComparison()
                .ignoringFields("backendStart", "transactionAge")
                .isEqualTo(new Blocker(
                        pid,
                        SERVER.user(),
                        "the <b>report</b>",
                        "127.0.0.1",
                        "idle in transaction",
                        "client backend",
                        null,
                        null,
                        "SELECT FROM busy"));
        assertThat(blocker.transactionAge()).isPositive();
        assertThat(run.join().seen().lockWait()).isNull();
    }

    @Test
    void aPreparedTransactionInTheWayIsTold() throws Exception {
        try (TestDatabase server = TestDatabase.startOwn()) {
            server.execute(server.url("postgres"), "ALTER SYSTEM SET max_prepared_transactions = 2");
            server.stop();
            server.restart();
            server.createDatabase(DATABASE);
            others = server.dataSource(DATABASE);
            Engine engine = new Engine(
                    folder, new OneConnection(server.url(DATABASE), server.user(), server.password()).dataSource());
            engine.execute("CREATE TABLE busy (id int)");
            engine.execute("BEGIN; SELECT FROM busy; PREPARE TRANSACTION 'left behind'");
            engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
            CompletableFuture<Run> run = inBackground(engine);

            LockWait wait = Await.until(LIMIT, this::lockWait, seen -> seen != null);
            server.execute(server.url(DATABASE), "ROLLBACK PREPARED 'left behind'");

            assertThat(wait.blockers()).extracting(Blocker::pid).containsExactly(0);
            assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void autovacuumInTheWayIsEndedWhereTheRoleMay() throws Exception {
        Engine engine = engine(SERVER.user());
        CompletableFuture<Run> run = behindAutovacuum(engine);

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.join().results()).contains("V1 ended an autovacuum of busy, which begins again by itself");
    }

    @Test
    void autovacuumInTheWayIsWaitedForInOneTryWhereTheRoleMayNotEndIt() throws Exception {
        SERVER.execute(
                SERVER.url(DATABASE),
                "DROP ROLE IF EXISTS modest; CREATE ROLE modest LOGIN; GRANT CREATE ON DATABASE " + DATABASE
                        + " TO modest; GRANT CREATE ON SCHEMA public TO modest");
        Engine engine = engine("modest");
        others = new OneConnection(SERVER.url(DATABASE), "modest", "trusted").dataSource();
        CompletableFuture<Run> run = behindAutovacuum(engine);

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.join().results())
                .contains("V1 waited up to 1200 ms for busy in one try, because autovacuum gives way only then");
    }

    @Test
    void aLongCommandTellsHowFarItIs() throws Exception {
        Engine engine = engine(SERVER.user());
        engine.execute("CREATE TABLE long AS SELECT i AS id FROM generate_series(1, 200000) i");
        engine.execute("CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                + " $$ BEGIN IF $1 % 1000 = 0 THEN PERFORM pg_sleep(0.015); END IF; RETURN $1; END $$");
        engine.write("V1__index.sql", "CREATE INDEX long_idx ON long (slow(id));");
        CompletableFuture<Run> run = inBackground(engine);

        CommandProgress progress =
                Await.until(LIMIT, () -> active().seen().progress(), seen -> seen != null && seen.done() > 0);

        assertThat(progress.command()).isEqualTo("CREATE INDEX");
        assertThat(progress.phase()).startsWith("building index");
        assertThat(progress.relation()).isEqualTo("long");
        assertThat(progress.unit()).isIn("blocks", "tuples");
        assertThat(progress.total()).isGreaterThanOrEqualTo(progress.done());
        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void anAdminMayEndASessionThatIsInTheWayAndThatIsRecorded() throws Exception {
        Engine engine = engine(SERVER.user());
        engine.execute("CREATE TABLE busy (id int)");
        engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
        try (Connection other = others.getConnection();
                Statement statement = other.createStatement()) {
            int pid = holding(other, statement);
            CompletableFuture<Run> run = inBackground(engine);
            Await.until(LIMIT, this::lockWait, seen -> seen != null);
            long id = active().id();

            assertThat(ender().end(id, pid + 1, ADA)).isEqualTo(new Outcome.NotInTheWay());
            assertThat(ender().end(id, pid, ADA)).isEqualTo(new Outcome.Ended());

            assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(ender().end(id, pid, ADA)).isEqualTo(new Outcome.NotInTheWay());
            assertThat(Await.until(LIMIT, () -> recorded(id), seen -> seen.size() == 1))
                    .containsExactly(
                            "BLOCKER_ENDED ada Session " + pid + " of " + SERVER.user() + ", report, from 127.0.0.1.");
        }
    }

    @Test
    void whyASessionMayNotBeEndedIsToldAndRecorded() throws Exception {
        SERVER.execute(SERVER.url(DATABASE), "DROP ROLE IF EXISTS meek; CREATE ROLE meek LOGIN");
        Engine engine = engine(SERVER.user());
        engine.execute("CREATE TABLE busy (id int)");
        engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
        try (Connection other = others.getConnection();
                Statement statement = other.createStatement()) {
            int pid = holding(other, statement);
            CompletableFuture<Run> run = inBackground(engine);
            Await.until(LIMIT, this::lockWait, seen -> seen != null);
            long id = active().id();
            DataSource weak = new OneConnection(SERVER.url(DATABASE), "meek", "trusted").dataSource();

            Outcome outcome = new BlockerEnder(weak, reader(), trail()).end(id, pid, ADA);
            other.rollback();

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused) outcome).reason())
                    .startsWith("PostgreSQL refused: ")
                    .endsWith("needs pg_signal_backend, or for a superuser's session has to be one.");
            assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(Await.until(LIMIT, () -> recorded(id), seen -> seen.size() == 1)
                            .get(0))
                    .startsWith("BLOCKER_NOT_ENDED ada Session " + pid);
        }
    }

    private static int holding(Connection other, Statement statement) throws SQLException {
        statement.execute("SET application_name = 'report'");
        other.setAutoCommit(false);
        statement.execute("SELECT FROM busy");
        return other.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private BlockerEnder ender() {
        return new BlockerEnder(others, reader(), trail());
    }

    private AuditTrail trail() {
        return new AuditTrail(others, SETTINGS, THREADS);
    }

    private List<String> recorded(long run) {
        return new AuditReader(others, SETTINGS)
                .list(new AuditFilter(null, null, null, null, run), 100, null).stream()
                        .filter(event -> event.action().startsWith("BLOCKER_"))
                        .map(event -> event.action() + " " + event.actor() + " " + event.detail())
                        .toList();
    }

    private RunReader reader() {
        return new RunReader(others, SETTINGS);
    }

    private Engine engine(String user) {
        return new Engine(folder, new OneConnection(SERVER.url(DATABASE), user, "trusted").dataSource());
    }

    /** Made slow, so that it is still at work when the step comes. */
    private CompletableFuture<Run> behindAutovacuum(Engine engine) throws SQLException {
        engine.execute("CREATE TABLE busy (id int) WITH (autovacuum_vacuum_threshold = 1,"
                + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                + " autovacuum_vacuum_cost_limit = 1)");
        engine.execute("INSERT INTO busy SELECT generate_series(1, 100000)");
        engine.execute("DELETE FROM busy WHERE id % 2 = 0");
        Await.until(
                LIMIT,
                () -> engine.query("SELECT count(*) FROM pg_locks WHERE relation = 'busy'::regclass"
                        + " AND mode = 'ShareUpdateExclusiveLock' AND granted"),
                List.of("1")::equals);
        engine.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;");
        return inBackground(engine);
    }

    private LockWait lockWait() {
        return active().seen().lockWait();
    }

    private Run active() {
        return reader().active().orElseThrow();
    }

    private CompletableFuture<Run> inBackground(Engine engine) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return engine.runWatched(others);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
