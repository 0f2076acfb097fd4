package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.migration.MigrationVersion;
import org.slipway.testing.TestDatabase;

/** What a newcomer meets first must work, with Slipway and without it. */
class ExampleMigrationsIT {
    private static final Path EXAMPLE = Path.of("src/example/migrations");

    @TempDir
    Path work;

    @Test
    void theExampleRunsToTheEndWithoutAWarningAndItsChecksArePresent() throws Exception {
        Engine engine = new Engine(EXAMPLE, "example");
        Run run = engine.run();
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.status().upToDate()).as("up to date").isTrue();
        assertThat(engine.status().checks()).hasSize(2);
    }

    @Test
    void psqlRunsTheSameFiles() throws Exception {
        assumeTrue(Boolean.getBoolean("psql.required") || isInstalled("psql"), "psql is not installed");
        String url = TestDatabase.shared().createDatabase("example_psql");
        for (Path script : inOrder()) {
            Process psql = psql(url, script);
            assertThat(psql.waitFor(60, TimeUnit.SECONDS)).as(script + " ended").isTrue();
            assertThat(psql.exitValue())
                    .as(script + ": " + Files.readString(work.resolve("psql.log")))
                    .isZero();
        }
    }

    private Process psql(String url, Path script) throws Exception {
        String address = url.replace("jdbc:", "").replace("//", "//postgres@");
        return new ProcessBuilder("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString(), address)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("psql.log").toFile())
                .start();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<Path> inOrder() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            return files.sorted(Comparator.comparing(ExampleMigrationsIT::version))
                    .toList();
        }
    }

    /** Repeatable ones come last. */
    private static MigrationVersion version(Path script) {
        String name = script.getFileName().toString();
        return MigrationVersion.of(name.startsWith("V") ? name.substring(1, name.indexOf("__")) : "999");
    }
}
