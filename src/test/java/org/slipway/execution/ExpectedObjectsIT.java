package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** What must exist follows from what was there before the first run and from what steps did, and from nothing else. */
class ExpectedObjectsIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "expected");
    }

    @Test
    void whatWasThereBeforeTheFirstRunIsExpectedAndIsNoStepsDoing() throws SQLException {
        engine.execute("CREATE TABLE before (id serial PRIMARY KEY, name text DEFAULT 'x' NOT NULL)");
        succeed("V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(differences()).isEmpty();
        assertThat(engine.query(
                        "SELECT identity FROM slipway.object WHERE step_id IS NULL AND kind = 'table' OR step_id = 1"))
                .containsExactlyInAnyOrder("public.before", "public.a", "public.a.id");
    }

    @Test
    void aReceiptThatCanNotBeMadeDoesNotKeepAMigrationFromBeingApplied() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE a (id int);");
        engine.execute("ALTER TABLE slipway.object ADD CONSTRAINT broken CHECK (identity <> 'public.b')");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.results())
                .containsExactly(
                        "V2 was applied, but what it did could not be asked for (new row for relation \"object\""
                                + " violates check constraint \"broken\"), so what it changed may be told as drift");
        assertThat(differences()).containsExactly("unexpected column public.b.id", "unexpected table public.b");
    }

    @Test
    void aStepDoesNotTakeOverWhatSomebodyElseChangedInTheSameTable() throws SQLException {
        succeed(
                "V1__a.sql",
                "CREATE TABLE a (id int, name text, gone int CHECK (gone > 0));",
                "CREATE INDEX a_name ON a (name);",
                "CREATE INDEX a_id ON a (id);");
        engine.execute("ALTER TABLE a ALTER name SET DEFAULT 'by hand'; ALTER TABLE a ADD extra int;"
                + " ALTER TABLE a DROP gone; DROP INDEX a_name");
        succeed("V2__b.sql", "ALTER TABLE a ALTER id TYPE bigint, ADD told boolean;");

        assertThat(differences())
                .containsExactly(
                        "unexpected column public.a.extra",
                        "missing column public.a.gone",
                        "changed column public.a.name",
                        "missing constraint a_gone_check ON public.a",
                        "missing index public.a_name");
    }

    @Test
    void aStepOutsideATransactionDoesNotTakeOverWhatWasChangedBeforeIt() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE a (id int, name text);", "CREATE INDEX a_name ON a (name);");
        engine.execute("ALTER TABLE a ADD extra int; DROP INDEX a_name; DROP SCHEMA IF EXISTS none");
        succeed("V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);");

        assertThat(differences()).containsExactly("unexpected column public.a.extra", "missing index public.a_name");
    }

    @Test
    void whatAColumnIsRenamedToIsExpectedWhereverItIsNamedButNotWhatElseWasChanged() throws SQLException {
        succeed(
                "V1__a.sql",
                "CREATE TABLE a (id int PRIMARY KEY, name text, twice text GENERATED ALWAYS AS (name || '!') STORED);",
                "CREATE VIEW names AS SELECT name FROM a;",
                "CREATE TABLE b (a int REFERENCES a);",
                "CREATE INDEX a_name ON a (name);");
        engine.execute("ALTER TABLE b ALTER a SET DEFAULT 1");
        succeed("V2__b.sql", "ALTER TABLE a RENAME name TO label;", "ALTER TABLE a RENAME TO c;");

        assertThat(differences()).containsExactly("changed column public.b.a");
    }

    @Test
    void aTableThatSomebodyElseWroteAnewIsNotToldAsRewritten() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE a (id int PRIMARY KEY);", "INSERT INTO a VALUES (1);");
        TestDatabase server = TestDatabase.shared();
        server.execute(server.url("expected"), "VACUUM FULL a");
        server.execute(server.url("expected"), "REINDEX TABLE a");
        Run run = succeed("V2__b.sql", "ALTER TABLE a ADD b int;", "ALTER TABLE a OWNER TO CURRENT_USER;");

        assertThat(engine.comparable(run.results()))
                .containsExactly("V2 added column b of a", "V2 held ACCESS EXCLUSIVE on a for a while; no rewrite");
    }

    @Test
    void aLockIsHeldSinceItsStatementAndNotSinceTheStepBegan() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE early (id int);", "CREATE TABLE late (id int);");
        Run run = succeed(
                "V2__b.sql",
                "LOCK TABLE early IN EXCLUSIVE MODE;",
                "SELECT pg_sleep(0.3);",
                "LOCK TABLE late IN EXCLUSIVE MODE;");

        List<Effect> effects = run.steps().get(0).receipt().effects();
        assertThat(effects).extracting(Effect::identity).containsExactly("public.early", "public.late");
        assertThat(effects.get(0).locks().get(0).millis()
                        - effects.get(1).locks().get(0).millis())
                .isGreaterThanOrEqualTo(299);
    }

    @Test
    void anOrdinaryRoleGetsTheSameReceipt() throws SQLException {
        TestDatabase server = TestDatabase.shared();
        engine.execute("DROP ROLE IF EXISTS ordinary; CREATE ROLE ordinary LOGIN; GRANT CREATE ON DATABASE expected"
                + " TO ordinary; GRANT ALL ON SCHEMA public TO ordinary; CREATE TABLE others (id int)");
        try (OneConnection connection = new OneConnection(server.url("expected"), "ordinary", "")) {
            engine = new Engine(folder, connection.dataSource());
            Run first = succeed("V1__a.sql", "CREATE TABLE a (id int, name text);", "CREATE INDEX a_name ON a (name);");
            Run second = succeed("V2__b.sql", "ALTER TABLE a ALTER id TYPE bigint;", "DROP INDEX a_name;");

            assertThat(first.results()).containsExactly("V1 created table a, index a_name");
            assertThat(engine.comparable(second.results()))
                    .containsExactly(
                            "V2 altered column id of a",
                            "V2 dropped index a_name",
                            "V2 held ACCESS EXCLUSIVE on a for a while; rewrote it");
            assertThat(differences()).isEmpty();
        }
        engine = new Engine(folder, "expected");
        engine.execute("DROP ROLE ordinary");
    }

    @Test
    void theNextRunBringsASchemaOfAnOlderSlipwayUpToDate() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE a (id int);");
        engine.execute("DROP FUNCTION slipway.receipt_3; DROP FUNCTION slipway.learn_1; DROP TABLE slipway.object;"
                + " UPDATE slipway.step SET receipt = '[[\"created\", \"table\", \"a\"]]'");
        assertThat(engine.find(1).results()).containsExactly("V1 ran 1 statement");
        succeed("V2__b.sql", "ALTER TABLE a ADD b int;");

        assertThat(differences()).isEmpty();
    }

    @Test
    void oidsAreLearntAnewInARestoredDatabaseWithoutForgettingWhatIsExpected() throws SQLException {
        succeed("V1__a.sql", "CREATE TABLE a (id int, name text);", "CREATE VIEW v AS SELECT id FROM a;");
        engine.execute(
                "ALTER TABLE a ALTER name SET NOT NULL; COMMENT ON TABLE slipway.object IS 'Oids of another server';"
                        + " UPDATE slipway.object SET id = 'pg_class'::regclass");
        succeed("V2__b.sql", "DROP VIEW v; ALTER TABLE a RENAME id TO number;");

        assertThat(differences()).containsExactly("changed column public.a.name");
    }

    private Run succeed(String script, String... lines) throws SQLException {
        Run run = engine.write(script, lines).run();
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        return run;
    }

    private List<String> differences() throws SQLException {
        return ExpectedState.differences(engine.dataSource);
    }
}
