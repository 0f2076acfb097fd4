package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Amended;
import org.slipway.history.AmendmentStore;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore.ClaimOutcome;
import org.slipway.history.StepError;
import org.slipway.history.StepOrigin;
import org.slipway.history.StepStatus;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ObjectDrift;

/** Taking back what was applied last. */
class UndoIT {
    private static final String ROWS =
            "SELECT migration_key || ' ' || status || coalesce(' by run ' || undone_by, '') FROM slipway.step ORDER BY id";

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "undo");
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "ALTER TABLE a ALTER id TYPE bigint;");
        engine.write("U2__b.sql", "ALTER TABLE a ALTER id TYPE int;", "DROP TABLE b;");
    }

    @Test
    void whatWasAppliedLastIsTakenBackAndCanBeAppliedAndTakenBackAgain() throws SQLException {
        Run first = engine.run();

        Run undo = engine.undo("2");

        assertThat(undo.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(List.of(undo.kind(), undo.target())).containsExactly(RunKind.UNDO, "2");
        assertThat(undo.steps())
                .extracting(step -> step.label() + " " + step.script() + " " + step.status())
                .containsExactly("Undo of V2 U2__b.sql APPLIED");
        assertThat(undo.results()).contains("Undo of V2 dropped table b");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(engine.find(first.id()).steps())
                .extracting(step -> step.status())
                .containsExactly(StepStatus.APPLIED, StepStatus.UNDONE);
        assertThat(engine.status().drift().differences()).isEmpty();
        assertThat(engine.query(ROWS)).containsExactly("1 APPLIED", "2 UNDONE by run 2", "undo/2 UNDONE by run 2");

        assertThat(engine.run().results()).contains("V2 created table b");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
        assertThat(engine.status().upToDate()).isTrue();

        assertThat(engine.undo("2").status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly((String) null);
        assertThat(engine.status().drift().differences()).isEmpty();
        assertThat(engine.runReader().ofMigration("2"))
                .extracting(run -> run.kind() + " " + run.steps().get(0).status())
                .containsExactly("UNDO APPLIED", "MIGRATE UNDONE", "UNDO APPLIED", "MIGRATE UNDONE");
        assertThat(engine.query("SELECT detail FROM slipway.audit_event WHERE action = 'RUN_REQUESTED' ORDER BY id"))
                .containsExactly("All that is pending: V1, V2", "Undo of V2", "All that is pending: V2", "Undo of V2");
    }

    @Test
    void theOneAppliedLastGoesFirstWhateverItsVersionAndRepeatablesDoNotCount() throws SQLException {
        engine.delete("V2__b.sql").write("V3__c.sql", "CREATE TABLE c (id int);");
        engine.write("U3__c.sql", "DROP TABLE c;").write("R__one.sql", "CREATE OR REPLACE VIEW one AS SELECT 1 AS n;");
        engine.run();
        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "ALTER TABLE a ALTER id TYPE bigint;");
        engine.run(new RunOptions(null, true));

        assertThat(engine.problems(Engine.undoing("3")))
                .containsExactly("V3__c.sql: V2 was applied after it. What was applied last is undone first.");
        assertThat(engine.undo("2").status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 LATE", "V3 APPLIED", "R one APPLIED");
        assertThat(engine.undo("3").status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING", "V3 PENDING", "R one APPLIED");
    }

    @Test
    void whatCannotBeTakenBackSaysWhy() throws SQLException {
        assertThat(obstacle("2")).isEqualTo("It is not applied.");
        assertThat(obstacle("1")).isEqualTo("Its author wrote no script that takes it back.");
        engine.write("R__one.sql", "CREATE OR REPLACE VIEW one AS SELECT 1 AS n;");
        engine.run();
        assertThat(obstacle("2")).isNull();
        assertThat(obstacle("R__one"))
                .isEqualTo("A repeatable migration has no way back: write what is to be instead, and run it.");

        engine.write("U2__b.sql", "DROP TABLE 'b;");
        assertThat(obstacle("2"))
                .isEqualTo(
                        "The script that takes it back has a problem: U2__b.sql:1: A quoted string (') begins here and"
                                + " is never closed.");
        engine.write("U2__b.sql", "DROP TABLE b;");
        engine.write("V2__b.sql", "CREATE TABLE b (id bigint);");
        assertThat(obstacle("2")).startsWith("Its file was edited after it was applied");
        engine.delete("V2__b.sql");
        assertThat(obstacle("2")).isEqualTo("Its file is gone, so nobody knows the way back.");
        assertThat(engine.problems(Engine.undoing("7"))).containsExactly("undo: There is no migration 7");
    }

    @Test
    void whatIsAppliedInPartIsNotTakenBackAndStandsInTheWayOfTheOneBefore() throws SQLException {
        engine.run();
        engine.write("V3__c.sql", "CREATE TABLE c (id int);", "-- slipway:step", "SELECT 1 / 0;");
        engine.write("U3__c.sql", "DROP TABLE c;");
        engine.run();

        assertThat(obstacle("3")).startsWith("It is applied in part.");
        assertThat(obstacle("2")).startsWith("V3 was applied after it.");
    }

    @Test
    void aWayBackThatFailsLeavesNothingAndNothingIsPassedOver() throws SQLException {
        engine.run();
        for (String wrong : List.of("CREATE TABLE a (id int);", "DROP TABLE missing;")) {
            engine.write("U2__b.sql", "DROP TABLE b;", wrong);

            Run run = engine.undo("2");

            StepError error = run.errors().get(0);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(List.of(error.script(), error.line(), error.rolledBack()))
                    .containsExactly("U2__b.sql", 2, true);
            assertThat(error.advice()).isEqualTo("Mend the file and undo it again; the run goes on with this step.");
            assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
            assertThat(engine.status().migrations().get(1).reason())
                    .isEqualTo("It is applied. The last try to undo it failed: " + error.message() + ".");
        }
        assertThat(engine.problems()).isEmpty();
        engine.write("U2__b.sql", "DROP TABLE b;");
        assertThat(engine.undo("2").status()).isEqualTo(RunStatus.SUCCEEDED);
        engine.run();
        assertThat(engine.status().migrations().get(1).reason()).isNull();
    }

    @Test
    void whatIsTakenBackInPartIsToldAndNothingElseRunsUntilItIsUndone() throws SQLException {
        engine.run();
        engine.write("U2__b.sql", "DROP TABLE b;", "-- slipway:step", "SELECT 1 / 0;");
        engine.undo("2");
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PARTIAL", "V3 PENDING");
        String reason =
                "It is taken back in part, up to statement 1 of U2__b.sql. The last try to go on failed: division"
                        + " by zero. Nothing else runs before it is undone to the end; undo it again to go on.";
        assertThat(engine.status().migrations().get(1).reason()).isEqualTo(reason);
        assertThat(engine.problems()).containsExactly("V2__b.sql: " + reason);
        assertThat(engine.status().pending()).isEqualTo(1);
        assertThat(engine.status().problems())
                .extracting(problem -> problem.message())
                .containsExactly(reason);

        engine.write("U2__b.sql", "DROP TABLE b CASCADE;", "-- slipway:step", "ALTER TABLE a ALTER id TYPE int;");
        assertThat(engine.problems(Engine.undoing("2")))
                .containsExactly("U2__b.sql: The part that is already applied (up to statement 1) was edited since."
                        + " Restore the text that was applied");
        engine.write("U2__b.sql", "DROP TABLE b;", "-- slipway:step", "ALTER TABLE a ALTER id TYPE int;");
        assertThat(engine.undo("2").steps())
                .extracting(step -> step.index() + " " + step.status())
                .containsExactly("2 APPLIED");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING", "V3 PENDING");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whatIsTakenBackInPartCanBeMarkedAsNotApplied() throws SQLException {
        engine.run();
        engine.write("U2__b.sql", "DROP TABLE b;", "-- slipway:step", "SELECT 1 / 0;");
        long run = engine.undo("2").id();

        try (Connection connection = engine.dataSource.getConnection()) {
            new AmendmentStore(engine.schema()).undone(connection, run, "2");
        }

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(engine.problems()).isEmpty();
    }

    @Test
    void whatIsTakenBackInPartAndMarkedAsAppliedIsTakenBackFromTheBeginning() throws SQLException {
        engine.run();
        engine.write("U2__b.sql", "DROP TABLE b;", "-- slipway:step", "SELECT 1 / 0;");
        long run = engine.undo("2").id();
        engine.execute("CREATE TABLE b (id int)");

        try (Connection connection = engine.dataSource.getConnection()) {
            Instant now = Instant.now();
            new AmendmentStore(engine.schema())
                    .record(
                            connection,
                            run,
                            List.of(new Amended(
                                    "2",
                                    false,
                                    "2",
                                    "b",
                                    "V2__b.sql",
                                    engine.checksum("2"),
                                    2,
                                    1,
                                    2,
                                    StepOrigin.MARKED,
                                    "ada",
                                    now,
                                    now,
                                    "It is there again.",
                                    null)));
        }

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
        engine.write("U2__b.sql", "DROP TABLE b;");
        assertThat(engine.undo("2").status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    @Test
    void aStatementThatPostgresqlRefusesInATransactionDividesTheWayBack() throws SQLException {
        engine.write("V3__index.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);", "CREATE TABLE c (id int);");
        engine.write("U3__index.sql", "DROP TABLE c;", "DROP INDEX CONCURRENTLY a_id;");
        engine.run();

        Run undo = engine.undo("3");

        assertThat(undo.steps())
                .extracting(step -> step.transactional() + " " + step.status())
                .containsExactly("true APPLIED", "false APPLIED");
        assertThat(undo.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT to_regclass('a_id')")).containsExactly((String) null);
        assertThat(engine.query("SELECT DISTINCT status || undone_by FROM slipway.step WHERE migration_key LIKE '%3'"))
                .containsExactly("UNDONE2");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
        assertThat(engine.status().drift().differences()).isEmpty();
        engine.run();
        assertThat(engine.undo("3").status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whereThereIsNothingToTakeBackOnlyTheHistoryIsChanged() throws SQLException {
        engine.write("U2__b.sql", "-- Nothing: who wants table b back?");
        engine.run();

        assertThat(engine.undo("2").results())
                .containsExactly("Undo of V2 has no statements; only the schema history was changed");

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly("b");
    }

    @Test
    void whatFailedBeforeAMigrationWasAppliedIsForgottenWithIt() throws SQLException {
        engine.write("V2__b.sql", "SELECT 1 / 0;");
        engine.run();
        engine.write("V2__b.sql", "CREATE TABLE b (id int);").write("U2__b.sql", "DROP TABLE b;");
        engine.run();

        engine.undo("2");

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    @Test
    void ofTwoAdminsOneUndoesAndTheOtherSeesIt() throws SQLException {
        engine.run();
        RunOptions wish = Engine.undoing("2");
        RunControl first = engine.claim(wish);

        assertThat(engine.tryClaim(wish))
                .isEqualTo(new ClaimOutcome.Busy(first.claim().runId()));
        engine.worker(first, wish).run();
        assertThat(engine.problems(wish)).containsExactly("V2__b.sql: It is not applied.");
    }

    @Test
    void whatAWayBackWroteLastIsItsOwnInDrift() throws SQLException {
        engine.run();
        engine.undo("2");

        engine.execute("ALTER TABLE a ALTER id SET DEFAULT 7");

        assertThat(engine.status().drift().differences())
                .extracting(ObjectDrift::name, ObjectDrift::getMigration, ObjectDrift::isUndo)
                .containsExactly(tuple("column public.a.id", "2", true));
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    private String obstacle(String key) {
        return engine.status().find(key).map(MigrationStatus::undoObstacle).orElse(null);
    }
}
