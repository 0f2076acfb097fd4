package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slipway.catalog.SessionActivity;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.SoFar;
import org.slipway.migration.MigrationState;
import org.slipway.migration.Problem;
import org.slipway.status.CheckResult;
import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;

class VerdictTest {
    private static final SchemaStatus.Database DATABASE =
            new SchemaStatus.Database("app", "db:5432", "18", "me", true, false);
    private static final CheckResult PRESENT = new CheckResult("a", CheckResult.Answer.PRESENT, null);
    private static final CheckResult ABSENT = new CheckResult("a", CheckResult.Answer.MISSING, null);
    private static final List<Problem> PROBLEM = List.of(Problem.of("V1__a.sql", "is wrong"));
    private static final Run RUN = new Run(
            1,
            RunKind.MIGRATE,
            RunStatus.RUNNING,
            "admin",
            Instant.EPOCH,
            null,
            null,
            "n",
            null,
            false,
            null,
            null,
            SoFar.NOTHING,
            SessionActivity.NONE,
            List.of(),
            List.of());

    @Test
    void aDatabaseThatCannotBeReachedHidesEverythingElse() {
        assertThat(Verdict.of(status(null, 3, PROBLEM, RUN, MigrationState.FAILED, PRESENT)))
                .isEqualTo(Verdict.UNREACHABLE);
    }

    @Test
    void anActiveRunComesBeforeProblems() {
        assertThat(Verdict.of(status(DATABASE, 3, PROBLEM, RUN, MigrationState.FAILED, PRESENT)))
                .isEqualTo(Verdict.RUNNING);
    }

    @Test
    void problemsComeBeforeWhatNeedsAttention() {
        assertThat(Verdict.of(status(DATABASE, 3, PROBLEM, null, MigrationState.FAILED, PRESENT)))
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void aFailedMigrationIsWorseThanAnotherThatNeedsAttention() {
        assertThat(Verdict.of(status(DATABASE, 3, List.of(), null, MigrationState.FAILED, PRESENT)))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void whatNeedsAttentionComesBeforeWhatIsPending() {
        assertThat(Verdict.of(status(DATABASE, 3, List.of(), null, MigrationState.LATE, PRESENT)))
                .isEqualTo(Verdict.ATTENTION);
        assertThat(Verdict.of(status(DATABASE, 3, List.of(), null, MigrationState.APPLIED, ABSENT)))
                .isEqualTo(Verdict.ATTENTION);
    }

    @Test
    void aCheckOfAPendingMigrationIsExpectedToBeMissing() {
        assertThat(Verdict.of(status(DATABASE, 1, List.of(), null, MigrationState.PENDING, ABSENT)))
                .isEqualTo(Verdict.PENDING);
    }

    @Test
    void allAppliedAndAllChecksPresentIsUpToDate() {
        assertThat(Verdict.of(status(DATABASE, 0, List.of(), null, MigrationState.APPLIED, PRESENT)))
                .isEqualTo(Verdict.UP_TO_DATE);
    }

    private static SchemaStatus status(
            SchemaStatus.Database database,
            int pending,
            List<Problem> problems,
            Run active,
            MigrationState state,
            CheckResult check) {
        MigrationStatus migration = new MigrationStatus(
                "1", "V1", "1", "a", "V1__a.sql", state, null, null, null, null, List.of(check), null, null);
        return new SchemaStatus(
                database, null, pending, 0, List.of(migration), List.of(check), problems, active, null, null);
    }
}
