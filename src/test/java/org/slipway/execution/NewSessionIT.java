package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/**
 * What {@code ALTER ROLE} and {@code ALTER DATABASE} set holds for migrations as it does for psql, which opens a session for
 * each file, although the session is the pool's and older.
 */
class NewSessionIT {
    private static final String DATABASE = "new_session";
    private static final String ROLE = "slipway_new_session";
    private static final String OWNER = "slipway_new_session_owner";

    @TempDir
    Path folder;

    private final TestDatabase server = TestDatabase.shared();
    private OneConnection pool;
    private Engine engine;

    @BeforeEach
    void start() {
        String url = server.createDatabase(DATABASE);
        server.execute(
                url,
                "DROP ROLE IF EXISTS " + ROLE + "; DROP ROLE IF EXISTS " + OWNER + "; CREATE ROLE " + OWNER
                        + "; CREATE ROLE " + ROLE + " LOGIN CREATEROLE IN ROLE " + OWNER + "; GRANT CREATE ON DATABASE "
                        + DATABASE + " TO " + OWNER + ", " + ROLE + "; CREATE SCHEMA app; CREATE SCHEMA other;"
                        + " GRANT ALL ON SCHEMA app, other, public TO public");
        pool = new OneConnection(url, ROLE, "");
        engine = new Engine(folder, pool.dataSource());
    }

    @AfterEach
    void stop() throws SQLException {
        pool.close();
        server.createDatabase(DATABASE);
        server.execute(server.url(DATABASE), "DROP ROLE " + ROLE + "; DROP ROLE " + OWNER);
    }

    private void admin(String sql) {
        server.execute(server.url(DATABASE), sql);
    }

    /** Where tables are, in their names' order. */
    private List<String> places() throws SQLException {
        return engine.query("SELECT relnamespace::regnamespace || '.' || relname FROM pg_class WHERE relkind = 'r'"
                + " AND relnamespace::regnamespace::text IN ('app', 'other', 'public') ORDER BY relname");
    }

    private void succeeds() throws SQLException {
        Run run = engine.run();
        assertThat(run.status()).as(run.errors().toString()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whatAMigrationSetsForItsRoleHoldsFromTheNextMigrationOnAndNotBefore() throws SQLException {
        engine.write("V1__a.sql", "ALTER ROLE " + ROLE + " SET search_path = app;", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.write("V3__c.sql", "CREATE INDEX CONCURRENTLY b_id ON b (id);", "CREATE TABLE c (id int);");
        succeeds();
        assertThat(places()).containsExactly("public.a", "app.b", "app.c");

        engine.write("V4__d.sql", "CREATE TABLE d (id int);");
        succeeds();
        assertThat(places()).containsExactly("public.a", "app.b", "app.c", "app.d");
    }

    /** As in psql's one session for the file. */
    @Test
    void theLaterStepsOfAMigrationKeepWhatItBeganWith() throws SQLException {
        engine.write(
                "V1__a.sql",
                "BEGIN;",
                "ALTER ROLE " + ROLE + " SET search_path = app;",
                "CREATE TABLE a (id int);",
                "COMMIT;",
                "CREATE TABLE b (id int);",
                "CREATE INDEX CONCURRENTLY b_id ON b (id);");
        engine.write("V2__c.sql", "CREATE TABLE c (id int);");
        succeeds();
        assertThat(places()).containsExactly("public.a", "public.b", "app.c");
    }

    @Test
    void whatIsTakenBackDoesNotHoldAnyMore() throws SQLException {
        admin("ALTER ROLE " + ROLE + " SET search_path = app");
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "ALTER ROLE " + ROLE + " RESET ALL;", "CREATE TABLE b (id int);");
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");
        succeeds();
        assertThat(places()).containsExactly("app.a", "app.b", "public.c");
    }

    @Test
    void whatHoldsForTheRoleInTheDatabaseIsStrongerThanForTheRoleThanForTheDatabaseThanForAll() throws SQLException {
        engine.write("V1__open.sql", "SELECT 1;");
        succeeds();
        admin("ALTER ROLE ALL SET work_mem = '1MB'; ALTER ROLE ALL SET search_path = nowhere");
        admin("ALTER DATABASE " + DATABASE + " SET work_mem = '2MB'; ALTER DATABASE " + DATABASE
                + " SET app.tenant = 'a=b'; ALTER DATABASE " + DATABASE + " SET timezone = 'Asia/Tokyo'");
        admin("ALTER ROLE " + ROLE + " SET work_mem = '3MB'; ALTER ROLE " + ROLE + " SET search_path = other");
        admin("ALTER ROLE " + ROLE + " IN DATABASE " + DATABASE + " SET search_path = app, public");
        try {
            engine.write(
                    "V2__seen.sql",
                    "CREATE TABLE seen AS SELECT concat_ws('; ', current_setting('work_mem'),"
                            + " current_setting('search_path'), current_setting('app.tenant'),"
                            + " timestamptz '2024-01-01 00:00+00'::text) AS it;");
            succeeds();
        } finally {
            admin("ALTER ROLE ALL RESET ALL");
        }
        assertThat(engine.query("SELECT it FROM app.seen"))
                .containsExactly("3MB; app, public; a=b; 2024-01-01 09:00:00+09");
    }

    @Test
    void aRoleThatBecomesAnotherIsItInEveryMigration() throws SQLException {
        admin("ALTER ROLE " + ROLE + " SET role = " + OWNER);
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.write("V3__c.sql", "VACUUM a;", "CREATE TABLE c (id int);");
        succeeds();
        assertThat(engine.query("SELECT relowner::regrole FROM pg_class WHERE relname IN ('a', 'b', 'c')"))
                .containsExactly(OWNER, OWNER, OWNER);
    }

    @Test
    void checksSeeWhatTheNextMigrationSees() throws SQLException {
        engine.write("V1__a.sql", "ALTER ROLE " + ROLE + " SET search_path = app;");
        engine.write("V2__b.sql", "-- slipway:check b: SELECT 1 FROM b", "CREATE TABLE b (id int);");
        succeeds();
        assertThat(engine.status().checks())
                .extracting(check -> check.name() + " " + check.answer())
                .containsExactly("b PRESENT");
    }
}
