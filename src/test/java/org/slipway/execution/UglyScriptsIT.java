package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;

/** Files that change under a run, and scripts that are too long, too loud or badly named. */
class UglyScriptsIT {
    private static final byte[] NOT_UTF_8 = {'S', 'E', 'L', 'E', 'C', 'T', ' ', '\'', (byte) 0xe4, '\'', ';'};

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "ugly_scripts");
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
    }

    @Test
    void aFileThatIsEditedBetweenValidationAndItsStepIsNotRun() throws Exception {
        assertThat(runWith(() -> engine.write("V2__b.sql", "DROP TABLE a;")))
                .startsWith("V2__b.sql: the file was edited after the run had begun. The step was rolled back;");
    }

    /** Its time and size say that it is the same. */
    @Test
    void aFileThatIsEditedInSecretIsRolledBack() throws Exception {
        Path file = folder.resolve("V2__b.sql");
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(file, before);

        assertThat(runWith(() -> {
                    engine.write("V2__b.sql", "CREATE TABLE b (i2 int);");
                    Files.setLastModifiedTime(file, before);
                }))
                .startsWith("V2__b.sql: the file was edited after the run had begun. The step was rolled back;");
    }

    @Test
    void aFileThatGetsANulBetweenValidationAndItsStepIsNotRun() throws Exception {
        assertThat(runWith(() -> engine.write("V2__b.sql", "DROP TABLE a;", "SELECT '\0';")))
                .startsWith("V2__b.sql: ")
                .contains("NUL")
                .contains("The step was rolled back;");
    }

    @Test
    void aFileThatBecomesUndecodableBetweenValidationAndItsStepIsNotRun() throws Exception {
        assertThat(runWith(() -> Files.write(folder.resolve("V2__b.sql"), NOT_UTF_8)))
                .startsWith("V2__b.sql: ")
                .contains("UTF-8")
                .contains("The step was rolled back;");
    }

    @Test
    void aFileThatVanishesBetweenValidationAndItsStepIsNotRun() throws Exception {
        assertThat(runWith(() -> engine.delete("V2__b.sql")))
                .startsWith("V2__b.sql: ")
                .contains("The step was rolled back;");
    }

    private interface Change {
        void make() throws IOException;
    }

    /** The one error of a run whose files were valid when it began. */
    private String runWith(Change change) throws SQLException, IOException {
        RunControl control = engine.claim(RunOptions.DEFAULT);
        RunWorker worker = engine.worker(control, RunOptions.DEFAULT);
        change.make();

        worker.run();

        Run run = engine.find(control.claim().runId());
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.steps())
                .extracting(step -> step.label() + " " + step.status())
                .containsExactly("V1 APPLIED", "V2 FAILED");
        assertThat(engine.query("SELECT to_regclass('a')")).containsExactly("a");
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly((String) null);
        assertThat(run.errors()).hasSize(1);
        return run.errors().get(0).sentence();
    }

    @Test
    void everyNoticeOfALoudScriptIsTold() throws SQLException {
        engine.write(
                "V3__loud.sql",
                "SELECT 1;",
                "DO $$ BEGIN",
                "FOR i IN 1..20 LOOP RAISE NOTICE 'notice %', i USING HINT = 'none'; END LOOP;",
                "RAISE WARNING 'and a warning';",
                "END $$;");

        assertThat(engine.run().warnings())
                .containsExactlyElementsOf(Stream.concat(
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(i -> "V3, line 2: NOTICE: notice " + i + ". Hint: none"),
                                Stream.of("V3, line 2: WARNING: and a warning"))
                        .toList());
    }

    @Test
    void aVeryLongStatementRunsAndItsTextIsNotKept() throws SQLException {
        engine.write("V3__long.sql", "CREATE TABLE long AS SELECT '" + "x".repeat(400_000) + "'::text AS x;");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT length(x) FROM long")).containsExactly("400000");
        assertThat(engine.query("SELECT statements FROM slipway.step WHERE migration_key = '3'"))
                .containsExactly((String) null);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 APPLIED");
    }

    @Test
    void aVeryLongStatementIsShownAroundItsMistake() throws SQLException {
        String row = "\n('\uD83D\uDE80', 1),";
        engine.write("V3__table.sql", "CREATE TABLE t (name text, n int);");
        engine.write(
                "V4__long.sql",
                "INSERT INTO t VALUES" + row.repeat(5_000) + "\n('\uD83D\uDE80', oops)," + row.repeat(5_000)
                        + "\n('', 0);");

        StepError error = engine.run().errors().get(0);

        assertThat(error.sqlState()).isEqualTo("42703");
        assertThat(error.line()).isEqualTo(5_002);
        assertThat(error.column()).isEqualTo(7);
        assertThat(error.statement()).hasSizeLessThanOrEqualTo(1_001);
        assertThat(error.statement().substring(error.mark())).startsWith("oops),");
        assertThat(error.statement()).doesNotContain("?").doesNotContain("\uFFFD");
    }

    @Test
    void badlyNamedMigrationsRunAndAreNamedInTheirErrors() throws SQLException {
        String script = "V3__it's_\"quoted\"_<script>_100%_$1_{x}.sql";
        engine.write(script, "SELECT nonsense;");

        Run run = engine.run();

        assertThat(run.errors().get(0).sentence())
                .startsWith(script
                        + ":1:8: column \"nonsense\" does not exist (SQLSTATE 42703). The step was rolled back;");
        engine.write(script, "SELECT 1;");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query(
                        "SELECT description FROM slipway.step WHERE status = 'APPLIED' AND migration_key = '3'"))
                .containsExactly("it's \"quoted\" <script> 100% $1 {x}");
    }
}
