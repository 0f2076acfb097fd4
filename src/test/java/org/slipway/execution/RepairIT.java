package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.migration.MigrationState;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.repair.StateChange;
import org.slipway.status.SchemaDrift;

class RepairIT {
    private static final String WHY = "because";

    @TempDir
    Path folder;

    private Engine engine;
    private HistoryAmendments amendments;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "repair");
        amendments = engine.amendments();
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");
    }

    @Test
    void whatIsMarkedAsAppliedDoesNotRun() throws SQLException {
        engine.run(new RunOptions("1", false));
        engine.execute("CREATE TABLE b (id int)");

        Run run = engine.repair("2", RepairAction.MARK_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
        assertThat(run.kind()).isEqualTo(RunKind.REPAIR);
        assertThat(run.requestedBy()).isEqualTo("ada");
        assertThat(run.notices()).containsExactly("V2 counts as applied: " + WHY);
        assertThat(engine.query("SELECT action || ' ' || detail FROM slipway.audit_event ORDER BY id DESC LIMIT 1"))
                .containsExactly("MARKED_APPLIED V2 counts as applied: " + WHY);
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void markingANewerOneMakesOlderOnesLateAndThePreviewSaysSo() throws SQLException {
        engine.run(new RunOptions("1", false));

        assertThat(preview("3", RepairAction.MARK_APPLIED).others())
                .extracting(StateChange::label, StateChange::before, StateChange::after)
                .containsExactly(tuple("V2", MigrationState.PENDING, MigrationState.LATE));
        engine.repair("3", RepairAction.MARK_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 LATE", "V3 APPLIED");
    }

    @Test
    void theRestOfAPartlyAppliedMigrationCanBeMarkedAsApplied() throws SQLException {
        engine.write(
                "V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step second", "CREATE TABLE a2 (id no_type);");
        engine.run();

        engine.repair("1", RepairAction.MARK_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING", "V3 PENDING");
        assertThat(engine.query(
                        "SELECT step_index || ' ' || first_statement || ' ' || last_statement || ' ' || completes || ' '"
                                + " || origin FROM slipway.step WHERE status = 'APPLIED' ORDER BY id"))
                .containsExactly("1 1 1 false RUN", "2 2 2 true MARKED");
    }

    @Test
    void whatIsMarkedAsNotAppliedRunsAgainFromItsFirstStatement() throws SQLException {
        engine.run();
        engine.execute("DROP TABLE c");

        engine.repair("3", RepairAction.MARK_NOT_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
        assertThat(engine.run().errors()).isEmpty();
        assertThat(engine.query("SELECT to_regclass('c')")).containsExactly("c");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 APPLIED");
    }

    @Test
    void anOldFailureDoesNotComeBackWithWhatIsMarkedAsNotApplied() throws SQLException {
        engine.write("V3__c.sql", "CREATE TABLE c (id no_type);");
        engine.run();
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");
        engine.run();

        engine.repair("3", RepairAction.MARK_NOT_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
    }

    /** Nothing of the schema was changed, so nothing else is expected of it, and who wrote it stays known. */
    @Test
    void whatANotAppliedMigrationMadeStaysExpectedAndItsOwn() throws SQLException {
        engine.run();
        engine.repair("3", RepairAction.MARK_NOT_APPLIED);
        assertThat(engine.status().drift().differences()).isEmpty();

        engine.execute("DROP TABLE c");

        SchemaDrift drift = engine.status().drift();
        assertThat(drift.differences())
                .extracting(difference -> difference.name() + " of " + difference.migrationKey())
                .containsExactly("table public.c of 3");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
    }

    @Test
    void aChangedFileIsAcceptedAndRunsGoOn() throws SQLException {
        engine.run(new RunOptions("1", false));
        engine.write("V1__a.sql", "-- now with a comment", "CREATE TABLE a (id int);");
        assertThat(engine.states()).startsWith("V1 CHANGED");

        engine.repair("1", RepairAction.ACCEPT_CHECKSUM);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING", "V3 PENDING");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aMissingMigrationThatIsMarkedAsNotAppliedIsNotListedAnyMore() throws SQLException {
        engine.run();
        engine.delete("V2__b.sql");
        assertThat(preview("2", RepairAction.MARK_NOT_APPLIED).change().after()).isNull();

        engine.repair("2", RepairAction.MARK_NOT_APPLIED);

        assertThat(engine.states()).containsExactly("V1 APPLIED", "V3 APPLIED");
    }

    @Test
    void aRepeatableMigrationCanBeMarkedBothWays() throws SQLException {
        engine.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS x;");
        engine.run();
        engine.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS x;");
        assertThat(engine.states()).endsWith("R view SUPERSEDED");

        engine.repair("R__view", RepairAction.MARK_APPLIED);
        assertThat(engine.states()).endsWith("R view APPLIED");

        engine.repair("R__view", RepairAction.MARK_NOT_APPLIED);
        assertThat(engine.states()).endsWith("R view PENDING");
        engine.run();
        assertThat(engine.query("SELECT x FROM v")).containsExactly("2");
    }

    /** What the preview says is what comes, for each state that a migration can be in. */
    @ParameterizedTest
    @EnumSource(RepairAction.class)
    void everyPreviewComesTrue(RepairAction action) throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step two", "SELECT 1;");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "-- slipway:step two", "SELECT no_column;");
        engine.run();
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step two", "SELECT 2;");
        engine.write("V0__late.sql", "SELECT 1;");
        engine.write("R__r.sql", "SELECT 1;");

        for (String key : List.of("0", "1", "2", "3", "R__r")) {
            RepairPreview preview = preview(key, action);
            AmendmentOutcome outcome = amendments.repair(key, action, preview.fingerprint(), WHY, Engine.actor());

            if (preview.refusal() != null) {
                assertThat(outcome).isEqualTo(new AmendmentOutcome.Refused(preview.refusal()));
            } else {
                assertThat(outcome).isInstanceOf(AmendmentOutcome.Done.class);
                assertThat(engine.states())
                        .contains(preview.change().label() + " "
                                + preview.change().after());
                preview.others().forEach(other -> assertThat(states()).contains(other.label() + " " + other.after()));
            }
        }
    }

    @Test
    void whatIsNotAsItWasShownIsNotRepaired() throws SQLException {
        engine.run(new RunOptions("1", false));
        String seen = preview("2", RepairAction.MARK_APPLIED).fingerprint();
        engine.write("V2__b.sql", "CREATE TABLE b (id bigint);");

        assertThat(amendments.repair("2", RepairAction.MARK_APPLIED, seen, WHY, Engine.actor()))
                .isEqualTo(new AmendmentOutcome.Outdated());
        assertThat(amendments.repair("9", RepairAction.MARK_APPLIED, seen, WHY, Engine.actor()))
                .isEqualTo(new AmendmentOutcome.Outdated());
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 PENDING", "V3 PENDING");
        assertThat(engine.runReader().list(9, null)).hasSize(1);
    }

    @Test
    void aStatementWhoseOutcomeNobodyKnowsIsDecidedFirst() throws SQLException {
        engine.run();
        engine.execute("UPDATE slipway.step SET status = 'STARTED', transactional = false, finished_at = NULL,"
                + " statements = 'CALL nobody_knows()' WHERE migration_key = '3'");

        for (RepairAction action : List.of(RepairAction.MARK_APPLIED, RepairAction.MARK_NOT_APPLIED)) {
            assertThat(preview("3", action).refusal())
                    .contains(
                            action == RepairAction.MARK_APPLIED
                                    ? "Whether it was applied is not known"
                                    : "only what is applied can be marked as not applied");
        }
    }

    @Test
    void nothingIsRepairedWhileARunIsActive() throws SQLException {
        RepairPreview preview = preview("1", RepairAction.MARK_APPLIED);
        long active = engine.claim(RunOptions.DEFAULT).claim().runId();

        assertThat(amendments.repair("1", RepairAction.MARK_APPLIED, preview.fingerprint(), WHY, Engine.actor()))
                .isEqualTo(new AmendmentOutcome.Busy(active));
    }

    private List<String> states() {
        return engine.states();
    }

    private RepairPreview preview(String key, RepairAction action) {
        return amendments.previewRepair(key, action).orElseThrow();
    }
}
