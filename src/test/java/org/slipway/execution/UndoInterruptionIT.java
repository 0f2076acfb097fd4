package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.LosingDataSource;
import org.slipway.testing.TestDatabase;

/** Consoles and connections that die while a migration is taken back: it is applied or not, and never half forgotten. */
class UndoInterruptionIT {
    private static final String DATABASE = "undo_interruption";

    @TempDir
    Path folder;

    /** Dies; the other one takes over. */
    private Engine console;

    private Engine next;
    private LosingDataSource network;

    @BeforeEach
    void start() throws SQLException {
        TestDatabase.shared().createDatabase(DATABASE);
        network = new LosingDataSource(TestDatabase.shared().dataSource(DATABASE));
        console = new Engine(folder, network.dataSource());
        next = new Engine(folder, TestDatabase.shared().dataSource(DATABASE));
        next.write("V1__a.sql", "CREATE TABLE a (id int);", "CREATE INDEX a_id ON a (id);");
        next.write("V2__b.sql", "CREATE TABLE b (id int);");
    }

    @Test
    void theLastStepsCommitWhoseAnswerIsLostTakesBackOnce() throws SQLException {
        next.write("U2__b.sql", "DROP TABLE b;");

        assertThat(undoneLosingCommit(2, 0).status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(next.query("SELECT status FROM slipway.step WHERE migration_key = 'undo/2'"))
                .containsExactly("UNDONE");
    }

    @Test
    void aLastStepThatWasCommittedUnseenLeavesNothingToDo() throws SQLException {
        next.write("U2__b.sql", "DROP TABLE b;");

        Run run = undoneLosingCommit(2, 3);

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.notices())
                .containsExactly("The connection to the database was lost while Undo of V2 was committed. It was"
                        + " committed; nothing is left to do.");
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    @Test
    void aConsoleThatDiesBetweenTwoStepsLeavesTheRestToTheNextUndo() throws SQLException {
        next.write("U2__b.sql", "DROP TABLE b;", "-- slipway:step", "CREATE TABLE instead (id int);");
        console.run();
        network.loseBefore("SET status = 'UNDONE'");
        network.dieWithNextLoss();

        dies(Engine.undoing("2"));

        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PARTIAL");
        assertThat(next.query("SELECT to_regclass('instead')")).containsExactly((String) null);
        assertThat(next.undo("2").steps())
                .extracting(step -> step.index() + " " + step.status())
                .containsExactly("2 APPLIED");
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(next.query("SELECT to_regclass('b')::text || to_regclass('instead')"))
                .containsExactly((String) null);
        assertThat(next.query("SELECT to_regclass('instead')")).containsExactly("instead");
    }

    @Test
    void aLastStatementOutsideATransactionThatWasDoneButNotRecordedIsFoundAndNotRunAgain() throws SQLException {
        next.write("V2__b.sql", "CREATE INDEX a_twice ON a (id);");
        next.write("U2__b.sql", "DROP INDEX CONCURRENTLY a_twice;");
        console.run();
        network.loseBefore("SET status = ?, finished_at");
        network.dieWithNextLoss();

        dies(Engine.undoing("2"));

        assertThat(next.query("SELECT to_regclass('a_twice')")).containsExactly((String) null);
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PARTIAL");
        assertThat(next.status().migrations().get(1).reason())
                .contains("It was applied: ", "The next undo records it as applied", "undo it again to go on");
        assertThat(next.problems()).hasSize(1);

        Run undone = next.undo("2");

        assertThat(undone.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(undone.notices()).singleElement().asString().contains("It was applied");
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(next.query("SELECT DISTINCT migration_key || status || undone_by FROM slipway.step"
                        + " WHERE migration_key LIKE '%2' ORDER BY 1"))
                .containsExactly("2UNDONE2", "undo/2UNDONE2");
        assertThat(next.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
    }

    @Test
    void aStatementOfTheWayBackThatNobodyCanSeeTheOutcomeOfWaitsForAWord() throws SQLException {
        next.write("U2__b.sql", "DO 'BEGIN COMMIT; PERFORM pg_terminate_backend(pg_backend_pid()); END';");
        next.run();
        next.undo("2");

        assertThat(next.status().migrations().get(1).undoObstacle()).isNull();
        assertThat(next.problems(Engine.undoing("2")))
                .singleElement()
                .asString()
                .contains("U2__b.sql", "Whether it was applied is not known");
        assertThat(next.run(RunOptions.undo("2", RunOptions.Undecided.TAKE_AS_APPLIED, false))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(next.query("SELECT to_regclass('b')")).containsExactly("b");
    }

    private Run undoneLosingCommit(int commit, int connectionsRefused) throws SQLException {
        console.run();
        RunOptions wish = Engine.undoing("2");
        RunControl control = console.claim(wish);
        RunWorker worker = console.worker(control, wish);
        network.loseCommit(commit, connectionsRefused);
        worker.run();
        return next.find(control.claim().runId());
    }

    private void dies(RunOptions wish) throws SQLException {
        RunControl control = console.claim(wish);
        RunWorker worker = console.worker(control, wish);
        worker.run();
        assertThat(List.of(RunStatus.RUNNING, RunStatus.INTERRUPTED))
                .contains(next.find(control.claim().runId()).status());
        next.execute("UPDATE slipway.run SET heartbeat_at = now() - interval '1 minute'");
    }
}
