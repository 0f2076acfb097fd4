package org.slipway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Requirement;
import org.slipway.testing.TestDatabase;

/**
 * Slipway leaves in a database what psql leaves there: for the histories of this project, and for any folder of migrations
 * that {@code -Dproof.folder} names.
 */
class PsqlProofIT {
    private static final Path HISTORIES = Path.of("src/test/resources/proof");

    @TempDir
    Path work;

    @BeforeAll
    static void psqlIsThere() {
        boolean there;
        try {
            there = new ProcessBuilder("psql", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Requirement.check(
                there,
                "psql.required",
                "psql is not installed, so no database was compared with psql's: apt-get install postgresql-client");
    }

    static Stream<Path> histories() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> entries = Files.list(HISTORIES)) {
            entries.filter(Files::isDirectory).sorted().forEach(folders::add);
        }
        String own = System.getProperty("proof.folder", "");
        if (!own.isEmpty()) {
            folders.add(Path.of(own));
        }
        return folders.stream();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void aHistoryLeavesWhatItLeavesWithPsql(Path history) throws Exception {
        PsqlProof.Result result = new PsqlProof(history, work, "proof").result();

        System.out.println(history.getFileName() + ": " + result.run().steps().size() + " steps, " + result.objects()
                + " objects compared with psql's");
        assertThat(result.same()).as(result.toString()).isTrue();
        assertThat(result.objects()).isPositive();
    }

    /** Of what psql left of the project's own histories; pg_dump takes no server that is newer than itself. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "names", "histories"})
    void whatPgDumpWritesIsABaseline(String history) throws Exception {
        assumeTrue(pgDumpVersion() >= serverVersion(), "pg_dump is missing or older than the server");
        new PsqlProof(HISTORIES.resolve(history), work, "dumped").result();
        Path dump = Files.createDirectory(work.resolve("dump"));
        Process pgDump = new ProcessBuilder(
                        "pg_dump",
                        "-U",
                        TestDatabase.shared().user(),
                        "-f",
                        dump.resolve("V1__baseline.sql").toString(),
                        "-d",
                        TestDatabase.shared().url("dumped_psql").substring("jdbc:".length()))
                .inheritIO()
                .start();
        assertThat(pgDump.waitFor()).isZero();
        Files.writeString(dump.resolve("V1__baseline.sql.conf"), "placeholderReplacement=false");
        Files.writeString(dump.resolve("V2__after.sql"), "CREATE TABLE after_the_dump ();");

        PsqlProof.Result result = new PsqlProof(dump, work, "restored").result();

        assertThat(result.same()).as(result.toString()).isTrue();
        assertThat(result.run().steps()).hasSize(2);
        assertThat(Catalog.of(TestDatabase.shared().dataSource("restored"))
                        .definitions()
                        .keySet())
                .containsAll(Catalog.of(TestDatabase.shared().dataSource("dumped_psql")).definitions().keySet().stream()
                        .filter(object -> !object.startsWith("setting "))
                        .toList());
    }

    private static int pgDumpVersion() throws IOException, InterruptedException {
        try {
            Process version = new ProcessBuilder("pg_dump", "--version").start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replaceAll("(?s)\\D*(\\d+).*", "$1"));
        } catch (IOException e) {
            return 0;
        }
    }

    private static int serverVersion() throws SQLException {
        try (Connection connection =
                TestDatabase.shared().dataSource("postgres").getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    @Test
    void aDifferenceIsFound() throws Exception {
        String database = "proof_differences";
        TestDatabase server = TestDatabase.shared();
        String url = server.createDatabase(database);
        server.execute(url, "CREATE TABLE a (id int DEFAULT 1); CREATE TABLE b (); INSERT INTO b DEFAULT VALUES");
        Catalog before = Catalog.of(server.dataSource(database));
        server.execute(
                url,
                "ALTER TABLE a ALTER id SET DEFAULT 2; CREATE TABLE c (); INSERT INTO b DEFAULT VALUES;"
                        + " GRANT SELECT ON a TO public; COMMENT ON TABLE b IS 'b'");

        assertThat(Catalog.of(server.dataSource(database)).differencesFrom(before))
                .extracting(sentence -> sentence.replaceFirst(" is .*", ""))
                .containsExactly(
                        "column public.a.id",
                        "comment table public.b",
                        "rows public.b",
                        "rows public.c",
                        "table public.a",
                        "table public.c");
    }
}
