package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.migration.Problem;

class LocationTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;
    private Path inside;
    private Path outside;

    @BeforeEach
    void emptyFolders() throws IOException {
        inside = Files.createDirectory(temporary.resolve("inside"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        folder = new MigrationFolder(inside);
    }

    @Test
    void subfoldersAreListedAlsoWhenTheyAreNamedLikeAFile() {
        folder.write("V1__a.sql").write("a b/c/V2__a.sql").write("V3__folder.sql/V4__a.sql");
        assertThat(list(folder.location()).keySet())
                .containsExactly("V1__a.sql", "V3__folder.sql/V4__a.sql", "a b/c/V2__a.sql");
    }

    @Test
    void aPathWithoutSchemeIsAFolder() {
        folder.write("V1__a.sql");
        assertThat(list(inside.toString()).keySet()).containsExactly("V1__a.sql");
        assertThat(list("  filesystem:" + inside + "/ ").keySet()).containsExactly("V1__a.sql");
    }

    @Test
    void aRelativePathBeginsAtTheWorkingDirectory() {
        folder.write("V1__a.sql");
        Path relative = Path.of("").toAbsolutePath().relativize(inside);
        assertThat(list("filesystem:" + relative).keySet()).containsExactly("V1__a.sql");
    }

    @Test
    void aLocationThatDoesNotExistIsNamed() {
        Problem problem = problem("filesystem:" + inside + "/nowhere");
        assertThat(problem.script()).isEqualTo("filesystem:" + inside + "/nowhere");
        assertThat(problem.message()).contains("does not exist").contains(inside + "/nowhere");
        assertThat(problem("classpath:no/where").message())
                .contains("does not exist")
                .contains("'no/where'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:bucket/x", "gcs:x", "filesystem:", "filesystem:a\0b"})
    void aLocationThatCannotBeUnderstoodIsNamed(String location) {
        assertThat(problem(location).script()).isEqualTo(location);
    }

    @Test
    void aLocationThatIsAFileIsRefused() {
        folder.write("V1__a.sql");
        assertThat(problem(inside + "/V1__a.sql").message()).contains("is a file");
    }

    @Test
    void aLinkInsideTheFolderIsFollowed() throws IOException {
        folder.write("V1__a.sql", "SELECT 1");
        Files.createSymbolicLink(inside.resolve("V2__b.sql"), Path.of("V1__a.sql"));
        assertThat(list(folder.location()))
                .containsOnlyKeys("V1__a.sql", "V2__b.sql")
                .containsEntry("V2__b.sql", "SELECT 1");
    }

    @Test
    void theLocationItselfMayBeALink() throws IOException {
        folder.write("V1__a.sql", "SELECT 1");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), inside);
        assertThat(list(link.toString())).containsOnlyKeys("V1__a.sql");
    }

    /** Each file is a link to {@code ..data/}, which is a link to a folder that is named after the time. */
    @Test
    void aMountedKubernetesVolumeIsListedOnce() throws IOException {
        folder.write("..2024_01_31/V1__a.sql", "SELECT 1");
        Files.createSymbolicLink(inside.resolve("..data"), Path.of("..2024_01_31"));
        Files.createSymbolicLink(inside.resolve("V1__a.sql"), Path.of("..data", "V1__a.sql"));
        assertThat(list(folder.location())).containsOnlyKeys("V1__a.sql");
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        Files.writeString(outside.resolve("secret.sql"), "SELECT 'secret'");
        Files.createSymbolicLink(inside.resolve("V1__a.sql"), outside.resolve("secret.sql"));
        Files.createSymbolicLink(inside.resolve("sub"), outside);
        Files.createSymbolicLink(inside.resolve("README.md"), outside.resolve("secret.sql"));
        FileListing listing = listing(folder.location());
        assertThat(listing.files()).isEmpty();
        assertThat(listing.problems()).extracting(Problem::script).containsExactlyInAnyOrder("V1__a.sql", "sub");
        assertThat(listing.problems()).allMatch(problem -> problem.message().contains("leaves the folder"));
    }

    @Test
    void aFolderWithTheSameBeginningIsOutside() throws IOException {
        Path neighbour = Files.createDirectory(temporary.resolve("inside-not"));
        Files.writeString(neighbour.resolve("V1__a.sql"), "SELECT 1");
        Files.createSymbolicLink(inside.resolve("V1__a.sql"), Path.of("..", "inside-not", "V1__a.sql"));
        assertThat(problem(folder.location()).script()).isEqualTo("V1__a.sql");
    }

    @Test
    void aLinkToNothingOrInACircleIsRefused() throws IOException {
        Files.createSymbolicLink(inside.resolve("V1__a.sql"), Path.of("nothing.sql"));
        Files.createSymbolicLink(inside.resolve("V2__a.sql"), Path.of("V2__a.sql"));
        Files.createDirectory(inside.resolve("sub"));
        Files.createSymbolicLink(inside.resolve("sub/up"), Path.of(".."));
        assertThat(listing(folder.location()).problems())
                .extracting(Problem::script)
                .containsExactlyInAnyOrder("V1__a.sql", "V2__a.sql", "sub/up");
    }

    @Test
    void whatIsNoRegularFileIsRefusedAndNotOpened() throws Exception {
        new ProcessBuilder("mkfifo", inside.resolve("V1__a.sql").toString())
                .start()
                .waitFor();
        assertThat(problem(folder.location()).message()).contains("not a regular file");
    }

    @Test
    void hiddenFilesAndFoldersArePassedOver() {
        folder.write(".git/V1__a.sql").write(".1__a.sql");
        assertThat(list(folder.location())).isEmpty();
    }

    @Test
    void aFileThatIsReplacedByALinkAfterItWasListedIsNotRead() throws IOException {
        folder.write("V1__a.sql", "SELECT 1");
        FileListing listing = listing(folder.location());
        Files.writeString(outside.resolve("secret.sql"), "SELECT 'secret'");
        Files.delete(inside.resolve("V1__a.sql"));
        Files.createSymbolicLink(inside.resolve("V1__a.sql"), outside.resolve("secret.sql"));
        SourceFile file = listing.files().iterator().next();
        assertThatThrownBy(() -> file.opener().open())
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("replaced");
    }

    @Test
    void aFileThatVanishesAfterItWasListedIsAProblem() throws IOException {
        folder.write("V1__a.sql", "SELECT 1");
        SourceFile file = listing(folder.location()).files().iterator().next();
        Files.delete(inside.resolve("V1__a.sql"));
        Placeholders none = new Placeholders(Map.of(), DatabaseFacts.UNKNOWN);
        LayoutFiles files = new LayoutFiles(folder.settings(), none, List.of(file), new ArrayList<>());
        LoadedScript loaded = ScriptLoader.load(new FlywayLayout().groups(files).get(0));
        assertThat(loaded.migrations()).isEmpty();
        assertThat(loaded.problems())
                .containsExactly(
                        Problem.of("V1__a.sql", "It vanished after it was listed. Put it back, or look again."));
    }

    @Test
    void aConfigurationWithoutItsScriptIsRefused() {
        folder.write("V1__a.sql.conf").write("other.conf");
        assertThat(folder.read().problems()).extracting(Problem::script).containsExactly("V1__a.sql.conf");
    }

    @Test
    void aFileThatTwoNestedLocationsHoldCountsOnce() {
        folder.write("sub/V1__a.sql");
        assertThat(list(folder.location(), inside + "/sub")).containsOnlyKeys("sub/V1__a.sql");
        assertThat(list(inside + "/sub", folder.location())).containsOnlyKeys("V1__a.sql");
    }

    @Test
    void filesOfOneVersionInTwoLocationsAreNamedWithTheirLocations() throws IOException {
        folder.write("V1__a.sql");
        Files.writeString(outside.resolve("V1__a.sql"), "");
        String locations = folder.location() + ",filesystem:" + outside;
        assertThat(folder.read("location", locations).problems())
                .containsExactly(Problem.of(
                        "filesystem:" + outside + "/V1__a.sql",
                        "This file and " + folder.location() + "/V1__a.sql both have version 1. Rename one of them."));
    }

    @Test
    void oneLocationThatDoesNotExistLeavesTheOthersListed() {
        folder.write("V1__a.sql");
        MigrationSet set = folder.read("location", "/no/where," + folder.location() + ",classpath:no/where");
        assertThat(MigrationFolder.scripts(set)).containsExactly("V1__a.sql");
        assertThat(MigrationFolder.places(set)).containsExactly("/no/where:0", "classpath:no/where:0");
    }

    /** Text by script; nothing must be wrong. */
    private Map<String, String> list(String... locations) {
        try (FileListing listing = listing(locations)) {
            return FoundFiles.texts(listing);
        }
    }

    private Problem problem(String location) {
        FileListing listing = listing(location);
        assertThat(listing.files()).isEmpty();
        assertThat(listing.problems()).hasSize(1);
        return listing.problems().get(0);
    }

    private FileListing listing(String... locations) {
        return FoundFiles.list(LocationTest.class.getClassLoader(), locations);
    }
}
