package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;
import org.slipway.testing.LosingDataSource;
import org.slipway.testing.TestDatabase;

/** Connections that break, and the one answer that may be lost after everything was done. */
class ConnectionLossIT {
    private static final String DATABASE = "connection_loss";

    @TempDir
    Path folder;

    private LosingDataSource network;
    private Engine engine;

    @BeforeEach
    void start() {
        TestDatabase.shared().createDatabase(DATABASE);
        network = new LosingDataSource(TestDatabase.shared().dataSource(DATABASE));
        engine = new Engine(folder, network.dataSource());
    }

    @Test
    void aStepWhoseConnectionBreaksIsRolledBackAndSaysSo() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "SELECT pg_terminate_backend(pg_backend_pid());");

        Run run = engine.run();

        StepError error = run.errors().get(0);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(List.of(error.sqlState(), error.line(), error.rolledBack())).containsExactly("57P01", 2, true);
        assertThat(error.advice()).isEqualTo("The connection to the database was lost. Run again when it is back.");
        assertThat(engine.query("SELECT to_regclass('a')")).containsExactly((String) null);
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aStatementOutsideATransactionWhoseOutcomeNobodyCanSeeAsksToLookAtTheSchema() throws SQLException {
        engine.write("V1__a.sql", "DO 'BEGIN COMMIT; PERFORM pg_terminate_backend(pg_backend_pid()); END';");

        Run run = engine.run();

        StepError error = run.errors().get(0);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(List.of(error.sqlState(), error.rolledBack())).containsExactly("57P01", false);
        assertThat(error.advice())
                .endsWith(
                        "Whether it was applied is not known: nothing in the catalog tells whether it came to its end. Look"
                                + " at the live schema, then say with the next run whether it is to run again or counts as"
                                + " applied.");
        assertThat(engine.states()).containsExactly("V1 FAILED");
    }

    @Test
    void aCommitWhoseAnswerIsLostIsLookedUpAndTheRunGoesOn() throws SQLException {
        assertThat(runLosingTheFirstStepsCommit(0).status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    void aCommitThatCannotBeLookedUpAtOnceIsToldWhenTheDatabaseIsBack() throws SQLException {
        Run run = runLosingTheFirstStepsCommit(3);

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.notices())
                .containsExactly(
                        "The connection to the database was lost while V1 was committed. It was committed; run again"
                                + " to go on.");
        assertThat(run.steps())
                .extracting(step -> step.label() + " " + step.status())
                .containsExactly("V1 APPLIED", "V2 NOT_RUN");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    void aCommitThatArrivesAfterItWasGivenUpFindsItsSessionEndedSoThatRolledBackStaysTrue() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        RunControl control = engine.claim(RunOptions.DEFAULT);
        RunWorker worker = engine.worker(control, RunOptions.DEFAULT);
        network.holdCommit(2); // the first one is that of the run's begin

        worker.run();
        Throwable late = catchThrowable(network::deliverHeldCommit);

        assertThat(engine.find(control.claim().runId()).errors())
                .extracting(StepError::rolledBack)
                .containsExactly(true);
        assertThat(late).isInstanceOf(SQLException.class);
        assertThat(applied()).isEmpty();
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(applied()).containsExactly("1");
    }

    private Run runLosingTheFirstStepsCommit(int connectionsRefused) throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        RunControl control = engine.claim(RunOptions.DEFAULT);
        RunWorker worker = engine.worker(control, RunOptions.DEFAULT);
        network.loseCommit(2, connectionsRefused); // the first one is that of the run's begin

        worker.run();

        return engine.find(control.claim().runId());
    }

    private List<String> applied() throws SQLException {
        return engine.query("SELECT migration_key FROM slipway.step WHERE status = 'APPLIED' ORDER BY id");
    }
}
