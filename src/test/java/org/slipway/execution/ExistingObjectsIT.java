package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;

/** What a migration makes may be there already: a warning, unless the settings say otherwise or it is a ruin. */
class ExistingObjectsIT {
    private static final String NOT_COMPARED =
            ". The existing object was not compared with the one that the migration wants";

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "existing_objects");
    }

    @Test
    void whatExistsIsAnErrorWhereTheSettingsSayThatItFails() throws SQLException {
        engine.settings = Engine.settings(OnExisting.FAIL, Divide.AUTO);
        engine.execute("CREATE TABLE a (id int)");
        engine.write("V1__a.sql", "CREATE TABLE b (id int);", "CREATE TABLE a (id int);");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Engine.all(run))
                .containsExactly(
                        "V1__a.sql:2:1: relation \"a\" already exists (SQLSTATE 42P07). The step was rolled back;"
                                + " nothing of it remains. Mend the file and run again; the run goes on with this step.");
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly((String) null);
    }

    @Test
    void aStepOfWhichEverythingWasThereSaysThatNothingWasExecuted() throws SQLException {
        engine.execute("CREATE TABLE a (id int); CREATE TYPE mood AS ENUM ('good')");
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "CREATE TYPE mood AS ENUM ('good');");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.results())
                .containsExactly(
                        "V1 changed nothing: its 2 statements were passed over, because what they make is there");
        assertThat(run.warnings()).hasSize(2);
        assertThat(engine.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void aStatementOutsideATransactionThatWasPassedOverIsNotToldAsRun() throws SQLException {
        engine.execute("CREATE TABLE a (id int); CREATE INDEX a_idx ON a (id)");
        engine.write("V1__index.sql", "CREATE INDEX CONCURRENTLY a_idx ON a (id);");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.results())
                .containsExactly(
                        "V1 was divided at line 1, because PostgreSQL said: CREATE INDEX CONCURRENTLY cannot run inside a"
                                + " transaction block (SQLSTATE 25001). This statement runs outside a transaction",
                        "V1 changed nothing: its 1 statement was passed over, because what it makes is there");
        assertThat(run.warnings())
                .containsExactly(
                        "V1, line 1: relation \"a_idx\" already exists (SQLSTATE 42P07); the statement was passed over"
                                + NOT_COMPARED);
    }

    @Test
    void anInvalidIndexThatAFailedTryLeftIsNamedAndNotPassedOver() throws SQLException {
        engine.execute("CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)");
        engine.write("V1__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY a_idx ON a (id);");

        Run failed = engine.run();

        assertThat(failed.errors().get(0).sqlState()).isEqualTo("23505");
        assertThat(failed.errors().get(0).rolledBack()).isFalse();
        assertThat(failed.errors().get(0).advice())
                .startsWith(
                        "The index public.a_idx is there but invalid. Let the next run drop the invalid index and build it"
                                + " anew, or drop it yourself (DROP INDEX CONCURRENTLY public.a_idx) and run again.");

        Run again = engine.run();

        assertThat(again.status()).isEqualTo(RunStatus.FAILED);
        assertThat(again.errors().get(0).sqlState()).isEqualTo("42P07");
        assertThat(again.errors().get(0).advice()).startsWith("The index public.a_idx is there but invalid.");

        engine.execute("DELETE FROM a; DROP INDEX a_idx");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_idx'::regclass"))
                .containsExactly("t");
    }
}
