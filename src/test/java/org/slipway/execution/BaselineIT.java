package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.repair.BaselinePreview;
import org.slipway.repair.RepairAction;
import org.slipway.testing.LayoutSamples;

class BaselineIT {
    private static final String WHY = "because";

    @TempDir
    Path folder;

    private Engine engine;
    private HistoryAmendments amendments;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "baseline");
        amendments = engine.amendments();
    }

    private void threeAndARepeatable() {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V1.5__b.sql", "CREATE TABLE b (id int);", "CREATE TABLE b2 (id int);");
        engine.write("V2__c.sql", "CREATE TABLE c (id int);");
        engine.write("R__view.sql", "CREATE VIEW v AS SELECT 1 AS x;");
    }

    @Test
    void theNextRunBeginsAfterTheBaseline() throws SQLException {
        threeAndARepeatable();
        engine.execute("CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE b2 (id int)");

        Run baseline = engine.baseline("1.5");

        assertThat(engine.states()).containsExactly("V1 BASELINE", "V1.5 BASELINE", "V2 PENDING", "R view PENDING");
        assertThat(baseline.kind()).isEqualTo(RunKind.BASELINE);
        assertThat(baseline.notices()).containsExactly("Everything up to 1.5 counts as applied: " + WHY);
        assertThat(engine.query("SELECT migration_key || ' ' || last_statement || ' ' || applied_by FROM slipway.step"
                        + " WHERE origin = 'BASELINE' ORDER BY id"))
                .containsExactly("1 1 ada", "1.5 2 ada");
        assertThat(engine.query("SELECT action || ' ' || detail FROM slipway.audit_event ORDER BY id DESC LIMIT 1"))
                .containsExactly("BASELINED Everything up to 1.5 counts as applied: " + WHY);
        assertThat(engine.status().drift().differences()).isEmpty();

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 BASELINE", "V1.5 BASELINE", "V2 APPLIED", "R view APPLIED");
    }

    @Test
    void aVersionBelowTheBaselineThatAppearsLaterIsLate() throws SQLException {
        threeAndARepeatable();
        engine.baseline("1_5");
        engine.write("V1.2__late.sql", "CREATE TABLE late (id int);");

        assertThat(engine.states())
                .containsExactly("V1 BASELINE", "V1.2 LATE", "V1.5 BASELINE", "V2 PENDING", "R view PENDING");
    }

    @Test
    void aBaselineBeforeAllMigrationsLeavesAllOfThemPending() throws SQLException {
        threeAndARepeatable();

        Run run = engine.baseline(null);

        assertThat(run.notices()).containsExactly("Nothing counts as applied: " + WHY);
        assertThat(run.steps()).isEmpty();
        assertThat(engine.states()).containsExactly("V1 PENDING", "V1.5 PENDING", "V2 PENDING", "R view PENDING");
    }

    @ParameterizedTest
    @MethodSource("org.slipway.testing.LayoutSamples#layouts")
    void everyLayoutHasPlacesForABaseline(String layout) throws IOException, SQLException {
        LayoutSamples.write(layout, folder);
        List<String> choices = amendments.baselines();
        assertThat(choices).hasSize(3);

        engine.baseline(choices.get(1));

        assertThat(engine.states())
                .extracting(state -> state.replaceFirst(".* ", ""))
                .containsExactly("BASELINE", "BASELINE", "PENDING");
        BaselinePreview preview = amendments.previewBaseline(choices.get(0)).orElseThrow();
        assertThat(preview.refusal()).contains("There is a history already").endsWith("one migration at a time.");
    }

    @Test
    void aFirstRunThatFailedDoesNotStandInTheWay() throws SQLException {
        threeAndARepeatable();
        engine.execute("CREATE TABLE a (other int)");
        engine.write("V1__a.sql", "CREATE TABLE a (id no_type);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.FAILED);

        engine.baseline("1");

        assertThat(engine.states()).containsExactly("V1 BASELINE", "V1.5 PENDING", "V2 PENDING", "R view PENDING");
    }

    @Test
    void aMistakenBaselineIsMadeAnewWhenNothingOfItCountsAnyMore() throws SQLException {
        threeAndARepeatable();
        engine.baseline("1");

        engine.repair("1", RepairAction.MARK_NOT_APPLIED);

        engine.baseline("2");
        assertThat(engine.states()).containsExactly("V1 BASELINE", "V1.5 BASELINE", "V2 BASELINE", "R view PENDING");
    }

    @Test
    void filesWithProblemsHaveNoBaseline() {
        threeAndARepeatable();
        engine.write("V3__open.sql", "SELECT 'open;");

        assertThat(amendments.previewBaseline("1").orElseThrow().refusal())
                .startsWith("The files have problems, so that it is not known which migrations there are. The first: ");
        assertThat(amendments.previewBaseline("9")).isEmpty();
    }

    @Test
    void whatIsNotAsItWasShownIsNoBaseline() throws SQLException {
        threeAndARepeatable();
        String seen = amendments.previewBaseline("2").orElseThrow().fingerprint();
        engine.write("V1.7__new.sql", "CREATE TABLE d (id int);");

        assertThat(amendments.baseline("2", seen, WHY, Engine.actor())).isEqualTo(new AmendmentOutcome.Outdated());
        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly((String) null);
    }
}
