package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.history.StepStatus;

class StatesIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "states");
    }

    @Test
    void anEditedAppliedFileIsChangedAndRefused() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.run();
        engine.write("V1__a.sql", "CREATE TABLE a (id bigint);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");

        assertThat(engine.states()).containsExactly("V1 CHANGED", "V2 PENDING");
        assertThat(engine.problems()).hasSize(1);
    }

    @Test
    void anOlderVersionThatAppearsLaterRunsOnlyOutOfOrder() throws SQLException {
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.run();
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        assertThat(engine.states()).containsExactly("V1 LATE", "V2 APPLIED");
        assertThat(engine.plan(RunOptions.DEFAULT).steps()).isEmpty();

        assertThat(engine.run(new RunOptions(null, true)).status()).isEqualTo(RunStatus.SUCCEEDED);

        engine.delete("V2__b.sql");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 MISSING");
    }

    @Test
    void aRepeatableMigrationRunsAgainWhenItsTextChanged() throws SQLException {
        engine.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        engine.run();
        engine.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one, 2 AS two;");
        assertThat(engine.states()).containsExactly("R v SUPERSEDED");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(engine.states()).containsExactly("R v APPLIED");
        assertThat(engine.query("SELECT two FROM v")).containsExactly("2");
    }

    @Test
    void anEmptyMigrationIsRecordedToo() throws SQLException {
        engine.write("V1__nothing.sql", "-- only a comment");
        engine.write("V2__semicolon.sql", ";");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
        assertThat(engine.plan(RunOptions.DEFAULT).steps()).isEmpty();
    }

    @Test
    void onlyOneRunIsActive() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        RunControl first = engine.claim(RunOptions.DEFAULT);

        assertThat(engine.tryClaim(RunOptions.DEFAULT))
                .isEqualTo(new RunStore.ClaimOutcome.Busy(first.claim().runId()));
    }

    @Test
    void aNodeThatLostItsClaimCannotApplyAStep() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        RunControl lost = engine.claim(RunOptions.DEFAULT);
        RunWorker worker = engine.worker(lost, RunOptions.DEFAULT);
        engine.execute("UPDATE slipway.run SET heartbeat_at = now() - interval '1 minute'");
        engine.claim(RunOptions.DEFAULT);

        worker.run();

        assertThat(engine.query("SELECT to_regclass('a')")).containsExactly((String) null);
        assertThat(engine.find(lost.claim().runId()).status()).isEqualTo(RunStatus.INTERRUPTED);
    }

    @Test
    void checksAnswerYesNoOrUnknownAndAMissingOneIsDrift() throws SQLException {
        engine.write(
                "V1__t.sql",
                "-- slipway:check table: SELECT 1 FROM t LIMIT 1",
                "-- slipway:check filled: SELECT count(*) > 0 FROM t",
                "-- slipway:check broken: SELECT 1 / 0",
                "CREATE TABLE t (id int);");
        assertThat(engine.status().checks())
                .extracting(check -> check.name() + " " + check.answer())
                .containsExactly("table MISSING", "filled MISSING", "broken UNKNOWN");

        engine.run();

        assertThat(engine.status().checks())
                .extracting(check -> check.name() + " " + check.answer())
                .containsExactly("table PRESENT", "filled MISSING", "broken UNKNOWN");
        assertThat(engine.states()).containsExactly("V1 DRIFTED");
        assertThat(engine.status().checks().get(2).error()).isEqualTo("division by zero (SQLSTATE 22012)");
    }

    @Test
    void aFreshDatabaseIsNotTouchedByLooking() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(engine.states()).containsExactly("V1 PENDING");
        assertThat(engine.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'slipway'"))
                .containsExactly("0");
    }

    @Test
    void stepsWaitingNowAreShown() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        RunControl control = engine.claim(RunOptions.DEFAULT);

        assertThat(engine.find(control.claim().runId()).steps())
                .extracting(step -> step.status())
                .containsExactly(StepStatus.WAITING);
    }
}
