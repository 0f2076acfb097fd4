package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** What a migration does to its session ends with its step, and a role needs no more rights than its work. */
class SessionIT {
    private static final String DATABASE = "sessions";
    private static final String ROLE = "slipway_test_role";

    @TempDir
    Path folder;

    private OneConnection pool;
    private Engine engine;

    @BeforeEach
    void start() throws SQLException {
        TestDatabase database = TestDatabase.shared();
        String url = database.createDatabase(DATABASE);
        database.execute(url, "DROP ROLE IF EXISTS " + ROLE + "; CREATE ROLE " + ROLE + " LOGIN");
        pool = new OneConnection(url, database.user(), database.password());
        engine = new Engine(folder, pool.dataSource());
    }

    @AfterEach
    void stop() throws SQLException {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE " + ROLE,
                "SET SESSION AUTHORIZATION " + ROLE,
                "LISTEN changes",
                "SELECT pg_advisory_lock(4711)",
                "SET search_path = pg_catalog",
                "SET default_transaction_read_only = on",
                "SET TIME ZONE 'Asia/Tokyo'",
                "CREATE TEMP TABLE leftover (id int)",
                "PREPARE leftover AS SELECT 1"
            })
    void whatAMigrationDoesToItsSessionIsUndoneAndItsHistoryIsWritten(String statement) throws SQLException {
        String before = session();
        engine.write("V1__session.sql", "SELECT 1;", statement + ";");
        engine.write("V2__alone.sql", "-- slipway:no-transaction", statement + ";");

        assertThat(Engine.all(engine.run())).noneMatch(sentence -> sentence.contains("SQLSTATE"));

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
        assertThat(session()).isEqualTo(before);
    }

    @Test
    void aStepThatFailsKeepsNothingInItsSession() throws SQLException {
        String before = session();
        engine.write(
                "V1__lock.sql",
                "SELECT pg_advisory_lock(4711);",
                "SET ROLE " + ROLE + ";",
                "PREPARE p AS SELECT 1;",
                "SELECT 1 / 0;");

        assertThat(engine.run().errors().get(0).sqlState()).isEqualTo("22012");

        assertThat(session()).isEqualTo(before);
    }

    @Test
    void theEncodingOfADumpIsPassedOverAndADateStyleOfTheClientsIsAnErrorWithItsPlace() throws SQLException {
        engine.write("V1__dump.sql", "SET client_encoding = 'LATIN1';", "CREATE TABLE t AS SELECT 'ä'::text AS x;");
        engine.write("V2__style.sql", "SELECT 1;", "SET datestyle = 'SQL, DMY';");

        Run run = engine.run();

        assertThat(run.warnings())
                .containsExactly("V1, line 1: SET client_encoding = 'LATIN1'; was not sent: the console has decoded the"
                        + " file (slipway.migrations.encoding) and sends it as UTF-8");
        assertThat(engine.query("SELECT x FROM t")).containsExactly("ä");
        assertThat(run.errors())
                .extracting(error -> error.line() + " " + error.sqlState() + " " + error.message())
                .containsExactly("2 0A000 the driver understands only the DateStyle ISO, such as 'ISO, DMY', and this"
                        + " sets another one");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 FAILED");
    }

    private String session() throws SQLException {
        return engine.query("SELECT concat_ws(', ', session_user, current_user, current_setting('search_path'),"
                        + " current_setting('TimeZone'), current_setting('application_name') LIKE 'slipway run%',"
                        + " current_setting('default_transaction_read_only'), current_setting('lock_timeout'),"
                        + " current_setting('statement_timeout'),"
                        + " (SELECT count(*) FROM pg_listening_channels()),"
                        + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),"
                        + " to_regclass('leftover'), (SELECT name FROM pg_prepared_statements WHERE from_sql))")
                .get(0);
    }

    @Test
    void historyGoesIntoAnExistingSchemaWhereTheRoleMayNotMakeOne() throws SQLException {
        engine.execute("CREATE SCHEMA \"ops \"\"1\"\"\"; GRANT ALL ON SCHEMA \"ops \"\"1\"\"\", public TO " + ROLE);
        Engine modest = new Engine(folder, asRole());
        modest.settings = Engine.settings("ops \"1\"", Duration.ofSeconds(5), OnExisting.WARN, Divide.AUTO);
        modest.write("V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(modest.run().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(modest.states()).containsExactly("V1 APPLIED");
        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly((String) null);
    }

    @Test
    void aRoleThatMayOnlyReadSeesTheStatusOfAFreshDatabase() throws SQLException {
        engine.execute("CREATE TABLE a (id int); GRANT SELECT ON a TO " + ROLE);
        Engine modest = new Engine(folder, asRole());
        modest.write("V1__a.sql", "-- slipway:check a: SELECT 1 FROM a", "CREATE TABLE a (id int);");

        assertThat(modest.states()).containsExactly("V1 PENDING");
        assertThat(modest.status().databaseError()).isNull();
        assertThat(modest.status().checks())
                .extracting(check -> check.name() + " " + check.answer())
                .containsExactly("a PRESENT");
    }

    private static PGSimpleDataSource asRole() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(TestDatabase.shared().url(DATABASE));
        dataSource.setUser(ROLE);
        return dataSource;
    }
}
