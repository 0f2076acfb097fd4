package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.audit.AuditAction;
import org.slipway.history.Amended;
import org.slipway.history.AmendmentStore;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore.ClaimOutcome;
import org.slipway.history.StepError;
import org.slipway.history.StepOrigin;
import org.slipway.history.StepStatus;

/** Changes of the schema history by an admin's word, and the history's tables from one Slipway to the next. */
class AmendmentIT {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    private Engine engine;
    private AmendmentStore store;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "amendments");
        store = new AmendmentStore(engine.schema());
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
    }

    @Test
    void whatAnAmendmentSaysIsAppliedDoesNotRun() throws SQLException {
        Run amended = engine.find(claimed(record(StepOrigin.ADOPTED, engine.checksum("1"))));

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(amended.kind()).isEqualTo(RunKind.REPAIR);
        assertThat(amended.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(amended.notices()).containsExactly("Because.");
        assertThat(amended.results()).containsExactly("V1 was there before.");
        assertThat(engine.run().steps()).extracting(step -> step.label()).containsExactly("V2");
        assertThat(engine.query("SELECT detail FROM slipway.audit_event ORDER BY id LIMIT 1"))
                .containsExactly("ada did it");
    }

    @Test
    void aMigrationOfWhichTheAppliedTextIsNotKnownIsChangedUntilItsChecksumIsAccepted() throws SQLException {
        record(StepOrigin.ADOPTED, null);
        assertThat(engine.states()).containsExactly("V1 CHANGED", "V2 PENDING");

        amend(List.of(), (connection, runId, histories) -> store.acceptChecksum(connection, "1", engine.checksum("1")));

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    @Test
    void whatABaselineCoversNeverRunsAndIsNotMissedWithoutItsFile() throws SQLException {
        record(StepOrigin.BASELINE, null);
        assertThat(engine.states()).containsExactly("V1 BASELINE", "V2 PENDING");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT to_regclass('a')")).containsExactly((String) null);

        engine.delete("V1__a.sql");
        assertThat(engine.states()).containsExactly("V2 APPLIED");
    }

    @Test
    void aFailureThatIsTakenOverIsToldAndTriedAgain() throws SQLException {
        StepError error = new StepError(
                null,
                "Flyway could not apply it",
                null,
                null,
                "V1__a.sql",
                0,
                0,
                null,
                -1,
                false,
                "Look what is there.");
        amend(List.of(), (connection, runId, histories) -> {
            store.record(connection, runId, List.of(amended(StepOrigin.ADOPTED, null, error)));
            return true;
        });

        assertThat(engine.states()).containsExactly("V1 FAILED", "V2 PENDING");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whatIsUndoneIsPendingAgainAndItsRunTellsSo() throws SQLException {
        long first = engine.run().id();

        amend(List.of(), (connection, runId, histories) -> store.undone(connection, runId, "2"));

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
        assertThat(engine.find(first).steps())
                .extracting(step -> step.status())
                .containsExactly(StepStatus.APPLIED, StepStatus.UNDONE);
        engine.execute("DROP TABLE b");
        assertThat(engine.run().results()).containsExactly("V2 created table b");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
    }

    @Test
    void anAmendmentThatIsOutdatedOrBreaksLeavesNothing() throws SQLException {
        assertThat(amend(List.of(), (connection, runId, histories) -> false))
                .isInstanceOf(ClaimOutcome.Withdrawn.class);
        assertThatThrownBy(() -> amend(List.of(), (connection, runId, histories) -> {
                    store.record(connection, runId, List.of(amended(StepOrigin.MARKED, null, null)));
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly((String) null);
    }

    @Test
    void anAmendmentWaitsForNoRunAndIsRefusedInstead() throws SQLException {
        long active = engine.claim(RunOptions.DEFAULT).claim().runId();

        assertThat(record(StepOrigin.MARKED, null)).isEqualTo(new ClaimOutcome.Busy(active));
    }

    @Test
    void aHistoryThatAnOlderSlipwayWroteIsReadAsItIsAndBroughtUpToDateByTheNextRun() throws SQLException {
        engine.run();
        engine.execute("ALTER TABLE slipway.step DROP origin, DROP undone_by, ALTER checksum SET NOT NULL,"
                + " DROP CONSTRAINT step_status_check,"
                + " ADD CONSTRAINT step_status_check CHECK (status IN ('STARTED', 'APPLIED', 'FAILED'));"
                + " ALTER TABLE slipway.run DROP kind");

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED");
        assertThat(engine.find(1).kind()).isEqualTo(RunKind.MIGRATE);
        assertThat(engine.query("SELECT attname FROM pg_attribute WHERE attrelid = 'slipway.step'::regclass"
                        + " AND attname = 'origin'"))
                .isEmpty();

        amend(List.of(), (connection, runId, histories) -> store.undone(connection, runId, "2"));

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING");
    }

    private ClaimOutcome record(StepOrigin origin, Integer checksum) throws SQLException {
        List<Amended> migrations = List.of(amended(origin, checksum, null));
        return amend(migrations, (connection, runId, histories) -> {
            store.record(connection, runId, migrations);
            return true;
        });
    }

    private static Amended amended(StepOrigin origin, Integer checksum, StepError error) {
        return new Amended(
                "1",
                false,
                "1",
                "a",
                "V1__a.sql",
                checksum,
                1,
                1,
                1,
                origin,
                "flo",
                NOON,
                NOON,
                "V1 was there before.",
                error);
    }

    private ClaimOutcome amend(List<Amended> migrations, Amendment.Change change) throws SQLException {
        try (Connection connection = engine.dataSource.getConnection()) {
            return new Amendment(engine.schema(), engine.trail(), engine.settings.lostAfter())
                    .make(
                            connection,
                            new Amendment.Wish(
                                    RunKind.REPAIR,
                                    AuditAction.SETTINGS_SHOWN,
                                    Engine.actor(),
                                    "ada did it",
                                    "Because.",
                                    migrations),
                            change);
        }
    }

    private static long claimed(ClaimOutcome outcome) {
        return ((ClaimOutcome.Claimed) outcome).claim().runId();
    }
}
