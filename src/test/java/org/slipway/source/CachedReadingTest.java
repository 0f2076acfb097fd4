package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.source.MigrationFolder.scripts;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.migration.Checksum;
import org.slipway.migration.Migration;
import org.slipway.migration.ScriptContent;

class CachedReadingTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void unchangedFilesAreNotReadAgainForPages() throws IOException {
        folder.write("V1__a.sql", "SELECT 1").write("R__a.sql").write("V1__a.sql.conf", "executeInTransaction=false");
        settle("V1__a.sql", "R__a.sql", "V1__a.sql.conf");
        MigrationSource source = folder.source();
        assertThat(source.read()).isSameAs(source.read());
        MigrationSet before = source.read();
        assertThat(source.readAfresh())
                .isNotSameAs(before)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(ScriptContent.class, Instant.class)
                .isEqualTo(before);
    }

    /** A run looks at each script before it is sent; what an edit kept from it shows while it is sent. */
    @Test
    void whetherAScriptIsUnchangedIsToldByItsFileUnlessThatIsYoung() throws IOException {
        folder.write("V1__old.sql", "SELECT 1;").write("V2__young.sql", "SELECT 2;");
        settle("V1__old.sql");
        List<Migration> read = folder.source().read().migrations();
        folder.write("V1__old.sql", "SELECT 3;").write("V2__young.sql", "SELECT 4;");
        assertThat(read).noneMatch(CachedReadingTest::isUnchanged);

        settle("V1__old.sql");
        assertThat(read).filteredOn(CachedReadingTest::isUnchanged).containsExactly(read.get(0));
        folder.write("V2__young.sql", "SELECT 2;");
        assertThat(read).allMatch(CachedReadingTest::isUnchanged);
    }

    private static boolean isUnchanged(Migration migration) {
        try {
            return migration.content().isUnchanged(migration.checksum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEditedAddedOrRemovedFileIsNoticed() throws IOException {
        folder.write("V1__a.sql", "SELECT 1;").write("V2__a.sql");
        settle("V1__a.sql", "V2__a.sql");
        MigrationSource source = folder.source();
        source.read();

        folder.write("V1__a.sql", "SELECT 1; SELECT 2;").write("V3__a.sql");
        assertThat(source.read().migrations()).extracting(Migration::statements).containsExactly(2, 0, 0);

        settle("V1__a.sql", "V3__a.sql");
        source.read();
        Files.delete(folder.path("V2__a.sql"));
        assertThat(scripts(source.read())).containsExactly("V1__a.sql", "V3__a.sql");
    }

    @Test
    void anEditOfTheSameSizeWithinTheClocksGranularityIsNoticed() throws IOException {
        folder.write("V1__a.sql", "SELECT 1;");
        MigrationSource source = folder.source();
        source.read();
        var modified = Files.getLastModifiedTime(folder.path("V1__a.sql"));
        folder.write("V1__a.sql", "SELECT 2;");
        Files.setLastModifiedTime(folder.path("V1__a.sql"), modified);
        assertThat(source.read().migrations())
                .singleElement()
                .extracting(Migration::checksum)
                .isEqualTo(Checksum.of("SELECT 2;"));
    }

    @Test
    void aConfigurationThatAppearsChangesOrVanishesIsNoticed() throws IOException {
        folder.write("V1__a.sql", "SELECT 1;");
        settle("V1__a.sql");
        MigrationSource source = folder.source();
        assertThat(source.read().migrations()).hasSize(1);
        folder.write("V1__a.sql.conf", "shouldExecute=false");
        assertThat(source.read().migrations()).isEmpty();
        folder.write("V1__a.sql.conf", "shouldExecute=true");
        assertThat(source.read().migrations()).hasSize(1);
        folder.write("V1__a.sql.conf", "executeInTransaction=false");
        assertThat(source.read().migrations().get(0).steps().get(0).transactional())
                .isFalse();
        Files.delete(folder.path("V1__a.sql.conf"));
        assertThat(source.read().migrations().get(0).steps().get(0).transactional())
                .isTrue();
    }

    @Test
    void whatFlywayCallsTheDatabaseIsAskedOnlyWhenAScriptNeedsIt() throws IOException {
        int[] asked = {0};
        Map<String, String> values = new HashMap<>(Map.of("user", "owner"));
        folder.write("V1__a.sql", "SELECT 1");
        MigrationSource source = new MigrationSource(folder.settings(), () -> {
            asked[0]++;
            return Map.copyOf(values);
        });
        source.read();
        assertThat(asked[0]).isZero();

        folder.write("V1__a.sql", "GRANT x TO ${flyway:user}, ${flyway:USER};");
        settle("V1__a.sql");
        assertThat(text(source.read().migrations().get(0))).isEqualTo("GRANT x TO owner, owner;");
        assertThat(asked[0]).isEqualTo(1);

        values.put("user", "other");
        assertThat(text(source.read().migrations().get(0))).isEqualTo("GRANT x TO other, other;");
    }

    /** Makes files older than the granularity of any file system's clock. */
    private void settle(String... names) throws IOException {
        for (String name : names) {
            Files.setLastModifiedTime(folder.path(name), FileTime.from(Instant.parse("2024-01-31T12:00:00Z")));
        }
    }
}
