package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;

class StepDivisionTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void aScriptIsOneStepUnlessItsAuthorDividesIt() {
        Migration migration = understood("CREATE TABLE a();", "", "CREATE TABLE b();");
        assertThat(migration.steps()).containsExactly(step(1, null, 1, 2, 1));
        assertThat(migration.statements()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "-- nothing to do", "/* nothing */", "\r\n"})
    void aScriptWithoutStatementsIsOneEmptyStep(String text) {
        Migration migration = understood(text);
        assertThat(migration.steps()).containsExactly(step(1, null, 1, 0, 1));
        assertThat(migration.steps().get(0).statementCount()).isZero();
    }

    @Test
    void theStepDirectiveDivides() {
        Migration migration = understood(
                "CREATE TABLE a();",
                "-- slipway:step Fill it",
                "INSERT INTO a DEFAULT VALUES;",
                "INSERT INTO a DEFAULT VALUES;",
                "--   slipway:step",
                "SELECT 1");
        assertThat(migration.steps())
                .containsExactly(step(1, null, 1, 1, 1), step(2, "Fill it", 2, 3, 2), step(3, null, 4, 4, 5));
    }

    @Test
    void aStepWithoutStatementsIsDropped() {
        assertThat(understood("-- slipway:step A", "-- slipway:step B", "SELECT 1;", "-- slipway:step C")
                        .steps())
                .containsExactly(step(1, "B", 1, 1, 2));
    }

    @Test
    void ownTransactionsDivideAndTheirBoundariesBelongToNoStep() {
        Migration migration = understood(
                "SELECT 1;", // 1
                "BEGIN;", // 2
                "SELECT 3;",
                "SELECT 4;",
                "COMMIT;", // 5
                "start transaction; SELECT 7; end transaction;",
                "SELECT 9;");
        assertThat(migration.steps())
                .containsExactly(
                        step(1, null, 1, 1, 1), step(2, null, 3, 4, 3), step(3, null, 7, 7, 6), step(4, null, 9, 9, 7));
        assertThat(migration.statements()).isEqualTo(9);
    }

    @Test
    void aWholeScriptInItsOwnTransactionIsOneStep() {
        assertThat(understood("-- slipway:lock-timeout 3s", "BEGIN;", "SELECT 2;", "COMMIT;", "-- done")
                        .steps())
                .containsExactly(new Step(1, null, 2, 2, 3, true, Duration.ofSeconds(3), null));
    }

    @Test
    void aCommitAloneDivides() {
        assertThat(understood("SELECT 1;", "COMMIT;", "SELECT 3;").steps())
                .containsExactly(step(1, null, 1, 1, 1), step(2, null, 3, 3, 3));
    }

    @Test
    void aChainedTransactionGoesOn() {
        assertThat(understood("BEGIN; SELECT 2; COMMIT AND CHAIN; SELECT 4; COMMIT AND NO CHAIN; SELECT 6;")
                        .steps())
                .extracting(Step::firstStatement)
                .containsExactly(2, 4, 6);
        assertProblem(3, "never ends", "BEGIN;", "SELECT 2;", "COMMIT AND CHAIN;", "SELECT 4;");
    }

    @Test
    void savepointsAreOrdinaryStatements() {
        assertThat(understood(
                                "SAVEPOINT a;",
                                "ROLLBACK TO a;",
                                "ROLLBACK TRANSACTION TO SAVEPOINT a;",
                                "RELEASE a;",
                                "COMMIT PREPARED 'x';")
                        .steps())
                .containsExactly(step(1, null, 1, 5, 1));
    }

    @Test
    void beginInsideAStatementIsNoBoundary() {
        assertThat(understood(
                                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;",
                                "DO $$ BEGIN COMMIT; END $$;")
                        .steps())
                .containsExactly(step(1, null, 1, 2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK;", "rollback work;", "ABORT", "ROLLBACK AND CHAIN;", "PREPARE TRANSACTION 'x';"})
    void aScriptMustNotUndoOrGiveAwayItsTransaction(String statement) {
        assertProblem(2, "Take the statement out", "SELECT 1;", statement);
    }

    @Test
    void anOwnTransactionMustEnd() {
        assertProblem(2, "never ends", "SELECT 1;", "BEGIN;", "SELECT 3;");
    }

    @Test
    void ownTransactionsMustNotBeNestedNorDividedNorAutocommitted() {
        assertProblem(2, "inside that of line 1", "BEGIN;", "BEGIN;", "COMMIT;");
        assertProblem(2, "inside the transaction of line 1", "BEGIN;", "-- slipway:step x", "COMMIT;");
        assertProblem(2, "inside the transaction of line 1", "BEGIN;", "-- slipway:no-transaction", "COMMIT;");
        assertProblem(1, "own transaction in line 2", "-- slipway:no-transaction", "BEGIN;", "SELECT 1;", "COMMIT;");
    }

    @Test
    void anIsolationLevelThatIsNotKeptIsRefused() {
        assertProblem(1, "READ COMMITTED", "BEGIN ISOLATION LEVEL SERIALIZABLE;", "COMMIT;");
        assertProblem(1, "READ COMMITTED", "START TRANSACTION ISOLATION LEVEL REPEATABLE  READ;", "COMMIT;");
        assertThat(understood("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT 2; COMMIT;")
                        .steps())
                .hasSize(1);
    }

    @Test
    void directivesHoldForTheStepTheyStandIn() {
        Migration migration = understood(
                "-- slipway:lock-timeout 5s",
                "SELECT 1;",
                "-- slipway:step Index",
                "-- slipway:no-transaction",
                "CREATE INDEX CONCURRENTLY i ON a(b);",
                "-- slipway:statement-timeout 10min",
                "-- slipway:step",
                "SELECT 3;");
        assertThat(migration.steps())
                .containsExactly(
                        new Step(1, null, 1, 1, 2, true, Duration.ofSeconds(5), null),
                        new Step(2, "Index", 2, 2, 3, false, null, Duration.ofMinutes(10)),
                        new Step(3, null, 3, 3, 7, true, null, null));
    }

    private Migration understood(String... lines) {
        folder.write("V1__x.sql", lines);
        return folder.only();
    }

    private void assertProblem(int line, String message, String... lines) {
        folder.write("V1__x.sql", lines);
        assertThat(folder.read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem).extracting(Problem::script).isEqualTo("V1__x.sql");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    private static Step step(int index, String title, int first, int last, int line) {
        return new Step(index, title, first, last, line, true, null, null);
    }
}
