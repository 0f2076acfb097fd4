package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepError;
import org.slipway.testing.Await;
import org.slipway.testing.TestPooler;

/** Through PgBouncer a run is right, or refused with the reason, and its other clients notice nothing. */
class PoolerIT extends ThroughPooler {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SESSION = "SELECT concat_ws(', ', session_user, current_user,"
            + " current_setting('search_path'), current_setting('TimeZone'), current_setting('application_name'),"
            + " current_setting('lock_timeout'), current_setting('statement_timeout'),"
            + " current_setting('work_mem'), current_setting('client_connection_check_interval'),"
            + " (SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_prepared_statements),"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),"
            + " to_regclass('leftover'))";

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "session"})
    void aRunIsRightAndOtherClientsOfThePoolerNoticeNothing(String mode) throws Exception {
        try (TestPooler pooler = TestPooler.start(mode, 6)) {
            Engine engine = engine(pooler);
            String alone = SERVER.user() + ", " + SERVER.user()
                    + ", \"$user\", public, Etc/UTC, client, 0, 0, 4MB, 0, 0, 0, 0";
            Set<String> seen = ConcurrentHashMap.newKeySet();
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<Void>> clients = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> askUntil(over, pooler, seen)))
                    .toList();
            writeMixedMigrations(engine);
            Run first = engine.runWatched(pooled(pooler));
            engine.write("V7__late.sql", "ALTER TABLE customer ADD late int;");
            Run second = engine.runWatched(pooled(pooler));
            over.set(true);
            clients.forEach(CompletableFuture::join);

            assertThat(first.status()).as(Engine.all(first).toString()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(seen).containsExactly(alone);
            assertThat(engine.states()).hasSize(7).allMatch(state -> state.endsWith(" APPLIED"));
            assertThat(first.notices()).singleElement().asString().contains("went through a connection pooler");
            assertThat(engine.status().database().pooled()).isTrue();
            assertThat(
                            engine.query(
                                    "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n"
                                            + " ON n.oid = c.relnamespace WHERE c.relname IN ('customer', 'hers', 'customer_name') ORDER BY 1"))
                    .containsExactly("other.hers", "public.customer", "public.customer_name");
            assertThat(engine.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'customer_name'::regclass"))
                    .containsExactly("t");
            assertThat(first.steps())
                    .filteredOn(step -> !step.transactional())
                    .extracting(step -> step.results().toString())
                    .hasSize(2);
        }
    }

    @Test
    void aWayBackIsGoneThroughAPoolerToo() throws Exception {
        try (TestPooler pooler = TestPooler.start("transaction", 4)) {
            Engine engine = engine(pooler);
            engine.write("V1__t.sql", "CREATE TABLE t (id int);");
            engine.write("V2__index.sql", "CREATE INDEX t_id ON t (id);");
            engine.write("U1__t.sql", "DROP TABLE t;").write("U2__index.sql", "DROP INDEX CONCURRENTLY t_id;");
            engine.run();

            for (String key : List.of("2", "1")) {
                Run undone = engine.undo(key);
                assertThat(undone.status()).as(Engine.all(undone).toString()).isEqualTo(RunStatus.SUCCEEDED);
            }

            assertThat(engine.states()).containsExactly("V1 PENDING", "V2 PENDING");
            assertThat(engine.query("SELECT to_regclass('t')")).containsExactly((String) null);
            assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private static void writeMixedMigrations(Engine engine) {
        engine.write(
                "V1__customer.sql",
                "CREATE TABLE customer (id int PRIMARY KEY, name text);",
                "INSERT INTO customer SELECT i, 'name ' || i FROM generate_series(1, 1000) i;");
        engine.write("V2__index.sql", "CREATE INDEX CONCURRENTLY customer_name ON customer (name);");
        engine.write(
                "V3__other.sql", "CREATE SCHEMA other;", "SET search_path = other;", "CREATE TABLE hers (id int);");
        engine.write(
                "V4__session.sql",
                "SET lock_timeout = '3s';",
                "SET work_mem = '8MB';",
                "SELECT pg_advisory_lock(4711);",
                "PREPARE found AS SELECT 1;",
                "LISTEN changes;",
                "CREATE TEMP TABLE leftover (id int);");
        engine.write(
                "V5__mood.sql",
                "CREATE TYPE mood AS ENUM ('good');",
                "ALTER TYPE mood ADD VALUE 'bad';",
                "ALTER TABLE customer ADD mood mood DEFAULT 'bad';");
        engine.write("V6__vacuum.sql", "VACUUM customer;");
    }

    private void askUntil(AtomicBoolean over, TestPooler pooler, Set<String> seen) {
        DataSource client = pool(pooler, "prepareThreshold=0", "ApplicationName=client", "assumeMinServerVersion=14");
        while (!over.get()) {
            try (Connection connection = client.getConnection();
                    Statement query = connection.createStatement();
                    var row = query.executeQuery(SESSION)) {
                row.next();
                seen.add(row.getString(1));
            } catch (SQLException e) {
                seen.add(e.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE " + ROLE,
                "SET SESSION AUTHORIZATION " + ROLE,
                "LISTEN changes",
                "SELECT pg_advisory_lock(4711), pg_advisory_lock(4711)",
                "SET search_path = pg_catalog",
                "RESET ALL",
                "DISCARD TEMP",
                "PREPARE found AS SELECT 1",
                "SET TIME ZONE 'Asia/Tokyo'",
                "CREATE TEMP TABLE leftover (id int)"
            })
    void whatAStepDoesToTheSessionIsUndoneAndWhatAnotherClientSetThereStays(String statement) throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.execute("SET work_mem = '11MB'");
        engine.execute("SET search_path = nowhere, public");
        String before = engine.query(SESSION).get(0);
        engine.write("V1__session.sql", "CREATE TABLE t (id int);", statement + ";");
        engine.write("V2__fails.sql", statement + ";", "SELECT 1 / 0;");

        Run run = engine.run();

        assertThat(before).contains("nowhere").contains("11MB");
        assertThat(run.errors()).extracting(StepError::sqlState).containsExactly("22012");
        assertThat(engine.query(SESSION)).containsExactly(before);
    }

    @Test
    void whatAnotherClientSetDoesNotDecideWhereAMigrationWorks() throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.execute("CREATE SCHEMA elsewhere");
        engine.execute("SET search_path = elsewhere");
        engine.write("V1__t.sql", "CREATE TABLE t (id int);");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(engine.query("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'"))
                .containsExactly("public");
        assertThat(engine.query("SHOW search_path")).containsExactly("elsewhere");
    }

    @Test
    void whatAMigrationSetsForItsDatabaseHoldsFromTheNextOnInASessionOfThePoolerThatIsOlder() throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.write(
                "V1__path.sql", "CREATE SCHEMA app;", "ALTER DATABASE \"" + database + "\" SET search_path = app;");
        engine.write("V2__t.sql", "CREATE TABLE t (id int);");
        engine.write("V3__index.sql", "CREATE INDEX CONCURRENTLY i ON t (id);");

        Run run = engine.run();

        assertThat(engine.query("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'"))
                .containsExactly("app");
        assertThat(run.errors())
                .extracting(StepError::message)
                .containsExactly(
                        "the session that the pooler lent is older than the search_path of its role or database");
        assertThat(engine.query("SHOW search_path")).containsExactly("\"$user\", public");
    }

    @Test
    void anErrorOutsideATransactionIsToldWithItsPlace() throws SQLException {
        Engine engine = engine(transactions);
        engine.execute("CREATE TABLE t (id int)");
        engine.write("V1__i.sql", "", "CREATE INDEX CONCURRENTLY i", "  ON t ((id + nothing)); -- the end");

        StepError error = engine.run().errors().get(0);

        assertThat(error.sqlState()).isEqualTo("42703");
        assertThat(error.statement()).startsWith("CREATE INDEX");
        assertThat(error.line()).isEqualTo(3);
        assertThat(error.column()).isEqualTo(15);
        assertThat(error.statement().substring(error.mark())).startsWith("nothing))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- slipway:lock-timeout 60s\nALTER TABLE t ADD mail text;", "DROP INDEX CONCURRENTLY i;"})
    void aRunThatWaitsIsSeenAndCancelledAndNotTakenOver(String statement) throws Exception {
        Engine engine = engine(transactions);
        engine.execute("CREATE TABLE t (id int)");
        engine.execute("CREATE INDEX i ON t (id)");
        engine.write("V1__t.sql", statement);
        try (Connection other = SERVER.dataSource(database).getConnection();
                Statement query = other.createStatement()) {
            other.setAutoCommit(false);
            query.execute("SELECT FROM t");
            RunControl control = engine.claim(RunOptions.DEFAULT);
            CompletableFuture<Void> run = CompletableFuture.runAsync(worker(engine, control));
            StepWatch watch = new StepWatch(pooled(transactions), control);
            Await.until(LIMIT, () -> seen(watch, control), wait -> wait);
            engine.settings = lostAtOnce();

            assertThat(engine.tryClaim(RunOptions.DEFAULT)).isInstanceOf(RunStore.ClaimOutcome.Busy.class);
            control.stopNow(new RunControl.Stop(RunStatus.CANCELLED, "Cancelled by ada."));
            run.join();

            assertThat(engine.find(control.claim().runId()).status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(engine.query("SELECT count(*) FROM t")).containsExactly("0");
        }
    }

    private static Runnable worker(Engine engine, RunControl control) throws SQLException {
        return engine.worker(control, RunOptions.DEFAULT);
    }

    private static boolean seen(StepWatch watch, RunControl control) {
        watch.run();
        return control.seen().lockWait() != null;
    }

    private static ExecutionSettings lostAtOnce() {
        return new ExecutionSettings(
                "slipway",
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ZERO,
                OnExisting.WARN,
                Divide.AUTO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ZERO);
    }
}
