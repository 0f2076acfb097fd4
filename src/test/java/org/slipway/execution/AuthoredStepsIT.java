package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;

/** What an author writes into a file about its steps is done, and what PostgreSQL refuses in a block still runs. */
class AuthoredStepsIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "authored_steps");
    }

    @Test
    void theAuthorsOwnTransactionsAreSteps() throws SQLException {
        engine.write(
                "V1__own.sql",
                "BEGIN;",
                "CREATE TABLE a (id int);",
                "INSERT INTO a VALUES (1);",
                "COMMIT;",
                "START TRANSACTION;",
                "CREATE TABLE b (id int);",
                "SELECT 1 / 0;",
                "END;");

        Run run = engine.run();

        assertThat(steps(run)).containsExactly("1 true APPLIED", "2 true FAILED");
        assertThat(run.errors().get(0).line()).isEqualTo(7);
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly((String) null);
        assertThat(engine.query("SELECT id FROM a")).containsExactly("1");
        assertThat(engine.states()).containsExactly("V1 FAILED");
        engine.write(
                "V1__own.sql",
                "BEGIN;",
                "CREATE TABLE a (id int);",
                "INSERT INTO a VALUES (1);",
                "COMMIT;",
                "START TRANSACTION;",
                "CREATE TABLE b (id int);",
                "END;");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT id FROM a")).containsExactly("1");
        assertThat(engine.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void stepsHaveTheTitlesThatTheirAuthorGaveThem() throws SQLException {
        engine.write(
                "V1__titled.sql",
                "CREATE TABLE a (id int);",
                "-- slipway:step Fill it",
                "INSERT INTO a VALUES (1);",
                "-- slipway:step Count it",
                "-- slipway:no-transaction",
                "VACUUM a;");

        Run run = engine.run();

        assertThat(run.steps())
                .extracting(step -> step.title() + " " + step.transactional() + " " + step.status())
                .containsExactly("null true APPLIED", "Fill it true APPLIED", "Count it false APPLIED");
        assertThat(engine.comparable(run.results()))
                .containsExactlyElementsOf(engine.comparable(
                        List.of("V1 created table a", "V1 wrote rows of a (1 inserted)", "V1 ran VACUUM a;")));
    }

    @Test
    void whatPostgresqlLetsRunInATransactionRunsInOneEvenIfItsAuthorAskedForNone() throws SQLException {
        engine.settings = Engine.settings(OnExisting.WARN, Divide.REFUSE);
        engine.write(
                "V1__plain.sql",
                "-- slipway:no-transaction",
                "CREATE TABLE a (id int);",
                "VACUUM a;",
                "INSERT INTO a VALUES ('x');");

        Run run = engine.run();

        assertThat(steps(run)).containsExactly("1 true APPLIED", "2 false APPLIED", "3 true FAILED");
        assertThat(run.errors().get(0).rolledBack()).isTrue();
        engine.write(
                "V1__plain.sql",
                "-- slipway:no-transaction",
                "CREATE TABLE a (id int);",
                "VACUUM a;",
                "INSERT INTO a VALUES (1);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT id FROM a")).containsExactly("1");
    }

    @Test
    void aStatementThatIsNotRolledBackSaysSo() throws SQLException {
        engine.write(
                "V1__plain.sql",
                "CREATE TABLE a (id int);",
                "DO 'BEGIN INSERT INTO a VALUES (1); COMMIT; RAISE EXCEPTION ''enough''; END';");

        Run run = engine.run();

        assertThat(steps(run)).containsExactly("1 true APPLIED", "2 false FAILED");
        assertThat(run.errors().get(0).rolledBack()).isFalse();
        assertThat(run.errors().get(0).sentence())
                .startsWith("V1__plain.sql:2:1: enough (SQLSTATE P0001).")
                .contains("The step was NOT rolled back.");
        engine.write("V1__plain.sql", "CREATE TABLE a (id int);", "INSERT INTO a VALUES (2);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT id FROM a ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void aStatementThatTakesLongerThanItMayIsCancelledWithTheRightAdvice() throws SQLException {
        engine.write(
                "V1__slow.sql",
                "CREATE TABLE a (id int);",
                "-- slipway:step Slow",
                "-- slipway:statement-timeout 200ms",
                "SELECT pg_sleep(20);");

        Run run = engine.run();

        StepError error = run.errors().get(0);
        assertThat(steps(run)).containsExactly("1 true APPLIED", "2 true FAILED");
        assertThat(error.sqlState()).isEqualTo("57014");
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.advice())
                .isEqualTo(
                        "The statement took longer than its time-out. Raise it with '-- slipway:statement-timeout' or"
                                + " slipway.statement-timeout, then run again.");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aProcedureThatCommitsIsCalledOutsideATransaction() throws SQLException {
        engine.write(
                "V1__procedure.sql",
                "CREATE TABLE a (id int);",
                "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$",
                "BEGIN",
                "    INSERT INTO a VALUES (1);",
                "    COMMIT;",
                "    INSERT INTO a VALUES (2);",
                "END $$;",
                "CALL fill();",
                "CREATE TABLE b (id int);");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(steps(run)).containsExactly("1 true APPLIED", "2 false APPLIED", "3 true APPLIED");
        assertThat(run.results())
                .contains(
                        "V1 was divided at line 8, because PostgreSQL said: invalid transaction termination (SQLSTATE 2D000)."
                                + " This statement runs outside a transaction");
        assertThat(engine.query("SELECT id FROM a ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void whereDividingIsRefusedTheErrorTellsWhatToDo() throws SQLException {
        engine.settings = Engine.settings(OnExisting.WARN, Divide.REFUSE);
        engine.write("V1__index.sql", "CREATE TABLE a (id int);", "CREATE INDEX CONCURRENTLY a_idx ON a (id);");

        Run run = engine.run();

        StepError error = run.errors().get(0);
        assertThat(steps(run)).containsExactly("1 true FAILED");
        assertThat(List.of(error.sqlState(), error.line(), error.rolledBack())).containsExactly("25001", 2, true);
        assertThat(error.advice())
                .isEqualTo(
                        "Mark the step with '-- slipway:no-transaction' or set slipway.divide=auto, then run again.");
        assertThat(engine.query("SELECT to_regclass('a')")).containsExactly((String) null);
    }

    private static List<String> steps(Run run) {
        return run.steps().stream()
                .map(step -> step.index() + " " + step.transactional() + " " + step.status())
                .toList();
    }
}
