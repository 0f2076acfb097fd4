package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;

/** Liquibase's sql-check, asked by PostgreSQL in the transaction of what follows. */
class PreconditionIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void emptyDatabase(TestInfo test) {
        engine = new Engine(
                folder, "precondition_" + Math.abs(test.getDisplayName().hashCode()));
    }

    private Run run(String options, String check) throws SQLException {
        engine.write(
                "a.sql",
                "--liquibase formatted sql",
                "--changeset x:1",
                "--preconditions " + options,
                "--precondition-sql-check " + check,
                "CREATE TABLE one ();",
                "-- slipway:step",
                "CREATE TABLE two ();",
                "--changeset x:2",
                "CREATE TABLE three ();");
        return engine.run();
    }

    private List<String> tables() throws SQLException {
        return engine.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    @Test
    void aPreconditionThatHoldsChangesNothing() throws SQLException {
        assertThat(run("onFail:MARK_RAN", "expectedResult:0 SELECT count(*) FROM pg_class WHERE relname = 'one'")
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tables()).containsExactly("one", "three", "two");
    }

    @Test
    void aBooleanMayBeExpectedAsAWordOrALetter() throws SQLException {
        assertThat(run("onFail:HALT", "expectedResult:t SELECT true").status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void haltEndsTheRunWithTheLineAndNothingRemains() throws SQLException {
        Run run = run("onFail:HALT onError:WARN", "expectedResult:0 SELECT 7");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.errors().get(0).line()).isEqualTo(4);
        assertThat(run.errors().get(0).message()).isEqualTo("The precondition is not met: 7 instead of 0");
        assertThat(tables()).isEmpty();
    }

    @Test
    void warnTellsAndGoesOn() throws SQLException {
        Run run = run("onFail:WARN", "expectedResult:0 SELECT 7");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.warnings()).anyMatch(warning -> warning.contains("The precondition is not met: 7 instead of 0"));
        assertThat(tables()).containsExactly("one", "three", "two");
    }

    @Test
    void markRanRecordsTheChangesetAsAppliedWithoutRunningIt() throws SQLException {
        Run run = run("onFail:MARK_RAN", "expectedResult:0 SELECT 7");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tables()).containsExactly("three");
        assertThat(engine.states()).containsExactly("x:1 APPLIED", "x:2 APPLIED");
        assertThat(engine.plan(RunOptions.DEFAULT).steps()).isEmpty();
        assertThat(Engine.all(run)).anyMatch(sentence -> sentence.contains("It counts as applied"));
    }

    @Test
    void continueLeavesTheChangesetToTheNextRun() throws SQLException {
        Run run = run("onFail:CONTINUE", "expectedResult:7 SELECT count(*) FROM pg_class WHERE relname = 'four'");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tables()).containsExactly("three");
        assertThat(engine.states()).containsExactly("x:1 PENDING", "x:2 APPLIED");
        assertThat(run.notices().toString()).contains("x:1 did not run. The precondition is not met: 0 instead of 7.");
    }

    @Test
    void anErrorOfTheQuestionHasItsOwnConsequence() throws SQLException {
        assertThat(run("onFail:HALT onError:MARK_RAN", "expectedResult:0 SELECT count(*) FROM missing")
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tables()).containsExactly("three");
    }
}
