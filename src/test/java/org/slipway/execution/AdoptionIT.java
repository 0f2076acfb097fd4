package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slipway.adoption.AdoptionPreview;
import org.slipway.adoption.ForeignHistories;
import org.slipway.configuration.DriftSettings;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.status.DriftMemory;
import org.slipway.status.DriftReader;
import org.slipway.testing.ForeignSamples;
import org.slipway.testing.TestDatabase;

/** Taking over what another tool has recorded, and what the next run then does. */
class AdoptionIT {
    private static final String REASON = "we move";

    @TempDir
    Path folder;

    private Engine engine;

    static List<String> samples() {
        return ForeignSamples.names();
    }

    private void start(String sample) throws Exception {
        ForeignSamples.writeFiles(sample, folder);
        engine = new Engine(folder, "adoption");
        engine.execute(ForeignSamples.history(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void afterAdoptionTheNextRunAppliesWhatIsPendingAndNothingTwice(String sample) throws Exception {
        start(sample);
        String table = ForeignSamples.table(sample);
        List<String> rows = rows(table);

        assertThat(adopt(engine)).isInstanceOf(AmendmentOutcome.Done.class);
        assertThat(engine.states()).containsExactlyInAnyOrderElementsOf(ForeignSamples.states(sample));
        assertThat(drift()).isEmpty();
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(engine.query("SELECT relname FROM pg_class WHERE relname IN ('boat', 'berth', 'rope', 'captain',"
                        + " 'half', 'later', 'sail') ORDER BY 1"))
                .isEqualTo(ForeignSamples.pendingTables(sample));
        assertThat(engine.states()).allMatch(state -> state.matches(".* (APPLIED|BASELINE|MISSING)"));
        assertThat(rows(table)).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingRunsBeforeSomebodyHasDecided(String sample) throws Exception {
        start(sample);
        assertThat(engine.problems()).singleElement().asString().startsWith(ForeignSamples.table(sample) + ": ");
        assertThat(engine.status().problems()).hasSize(1);
        assertThat(engine.status().undecided()).hasSize(1);
        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly((String) null);

        adopt(engine);

        assertThat(engine.problems()).isEmpty();
        assertThat(engine.status().undecided()).isEmpty();
        assertThat(previews()).isEmpty();
    }

    @Test
    void theRunOfAnAdoptionTellsWhoTookOverWhat() throws Exception {
        start("flyway");
        adopt(engine);
        Run run = engine.find(1);
        String sentence = "The history of Flyway in public.flyway_schema_history was adopted"
                + " (3 pending, 4 applied, 1 failed): " + REASON;
        assertThat(run.kind()).isEqualTo(RunKind.ADOPT);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.notices()).containsExactly(sentence);
        assertThat(run.results())
                .contains("V001 was applied by Flyway, as public.flyway_schema_history says.")
                .hasSize(4);
        assertThat(engine.query("SELECT action || ' ' || actor || ' ' || detail FROM slipway.audit_event"))
                .containsExactly("HISTORY_ADOPTED ada " + sentence);
        assertThat(engine.status().migrations().get(0).installedBy()).isEqualTo("flo");
        assertThat(engine.status().migrations().get(3).reason())
                .isEqualTo("The last try failed: Flyway recorded that it failed, not why.");
    }

    @Test
    void whatTheAdminHasNotSeenIsNotAdopted() throws Exception {
        start("flyway");
        String seen = previews().get(0).fingerprint();
        Files.delete(folder.resolve("V2__berth.sql"));
        assertThat(adopt(engine, "public.flyway_schema_history", seen)).isEqualTo(new AmendmentOutcome.Outdated());
        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly((String) null);
    }

    @Test
    void aFileThatIsGoneOrEditedIsToldAfterwardsAsThePreviewSaid() throws Exception {
        start("flyway");
        Files.delete(folder.resolve("V2__berth.sql"));
        engine.write("V001__boat.sql", "SELECT 1;");
        engine.write("R__boat_names.sql", "SELECT 2;");
        List<String> shown = states(previews().get(0));
        adopt(engine);
        assertThat(engine.states())
                .containsExactlyInAnyOrderElementsOf(shown)
                .contains("V001 CHANGED", "V2 MISSING", "R boat names SUPERSEDED");
        assertThat(engine.problems()).hasSize(1);
    }

    @Test
    void whatCameBeforeADirtyVersionIsAppliedAndTheVersionItselfRunsAgain() throws Exception {
        start("golang-migrate");
        engine.execute("UPDATE schema_migrations SET dirty = true");
        adopt(engine);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 FAILED", "V3 PENDING");
        assertThat(engine.run().steps()).extracting(step -> step.label()).containsExactly("V2", "V3");
    }

    @Test
    void aHistoryThatDoesNotFitTheFilesIsRefusedWithTheReason() throws Exception {
        start("prisma");
        engine.execute(ForeignSamples.history("flyway"));
        String fingerprint = previews().get(1).fingerprint();
        assertThat(adopt(engine, "public.flyway_schema_history", fingerprint))
                .isEqualTo(new AmendmentOutcome.Refused(
                        previews().get(1).obstacles().get(0)));
        assertThat(adopt(engine)).isInstanceOf(AmendmentOutcome.Done.class);
        assertThat(engine.problems()).isEmpty();
    }

    @Test
    void aToolAtWorkKeepsItsHistory() throws Exception {
        start("prisma");
        engine.execute("SELECT pg_advisory_lock(72707369)");
        assertThat(adopt(other("adoption")))
                .isEqualTo(new AmendmentOutcome.Refused("Prisma Migrate is at work in this database."));
        engine.execute("SELECT pg_advisory_unlock_all()");
        assertThat(adopt(engine)).isInstanceOf(AmendmentOutcome.Done.class);
    }

    @Test
    void ofTwoAdoptionsAtOnceOneTakesPlace() throws Exception {
        start("flyway");
        String fingerprint = previews().get(0).fingerprint();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<AmendmentOutcome> adoption =
                    () -> adopt(other("adoption"), "public.flyway_schema_history", fingerprint);
            List<Future<AmendmentOutcome>> both = threads.invokeAll(List.of(adoption, adoption));
            List<AmendmentOutcome> outcomes =
                    List.of(both.get(0).get(), both.get(1).get());
            assertThat(outcomes)
                    .filteredOn(AmendmentOutcome.Done.class::isInstance)
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(engine.query("SELECT count(*) FROM slipway.step WHERE migration_key = '001'"))
                .containsExactly("1");
        assertThat(engine.query("SELECT count(*) FROM slipway.run")).containsExactly("1");
    }

    @Test
    void onceSomethingWasAppliedHereAnotherToolsTableIsATableLikeAnyOther() throws Exception {
        engine = new Engine(folder, "adoption");
        engine.write("V1__copy.sql", ForeignSamples.history("flyway"));
        engine.write("V2__more.sql", "UPDATE flyway_schema_history SET installed_by = 'ada';");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.problems()).isEmpty();
        assertThat(engine.status().undecided()).isEmpty();
    }

    @Test
    void aTryThatFailedHereDecidesNothing() throws Exception {
        engine = new Engine(folder, "adoption");
        engine.write("V1__broken.sql", "SELECT 1 / 0;");
        assertThat(engine.run().status()).isEqualTo(RunStatus.FAILED);
        engine.execute(ForeignSamples.history("flyway"));
        assertThat(engine.problems()).hasSize(1);
    }

    @Test
    void aBaselineDecidesToo() throws Exception {
        start("prisma");
        adopt(engine);
        engine.execute("DELETE FROM slipway.step; UPDATE slipway.run SET kind = 'BASELINE'");
        assertThat(engine.problems()).isEmpty();
        engine.execute("UPDATE slipway.run SET kind = 'MIGRATE'");
        assertThat(engine.problems()).hasSize(1);
    }

    /** Another session with the same database and the same files. */
    private Engine other(String database) {
        return new Engine(folder, TestDatabase.shared().dataSource(database));
    }

    private AmendmentOutcome adopt(Engine by) throws SQLException {
        AdoptionPreview preview = previews().stream()
                .filter(each -> each.obstacles().isEmpty())
                .findFirst()
                .orElseThrow();
        return adopt(by, preview.table().name(), preview.fingerprint());
    }

    private AmendmentOutcome adopt(Engine by, String table, String fingerprint) {
        return new Adoption(by.dataSource, by.settings, Engine.source(folder), by.trail(), new DriftMemory())
                .adopt(table, fingerprint, REASON, Engine.actor());
    }

    private List<AdoptionPreview> previews() throws SQLException {
        try (var connection = engine.dataSource.getConnection()) {
            return new ForeignHistories(engine.schema())
                    .undecided(connection, Map.of()).stream()
                            .map(history ->
                                    AdoptionPreview.of(Engine.source(folder).readAfresh(), history))
                            .toList();
        }
    }

    private static List<String> states(AdoptionPreview preview) {
        return preview.entries().stream()
                .map(entry -> entry.label() + " " + entry.state())
                .toList();
    }

    private List<Object> drift() {
        return List.copyOf(
                new DriftReader(engine.dataSource, engine.settings, new DriftSettings(List.of()), new DriftMemory())
                        .now()
                        .differences());
    }

    /** With what tells a row that was written again, though with the same values. */
    private List<String> rows(String table) throws SQLException {
        return engine.query("SELECT concat_ws(' ', t.ctid, t.xmin, t.xmax, t) FROM " + table + " t ORDER BY t.ctid");
    }
}
