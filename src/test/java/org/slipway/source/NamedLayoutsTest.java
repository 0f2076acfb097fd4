package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.source.MigrationFolder.places;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.migration.Checksum;
import org.slipway.migration.Migration;

/** Layouts that say all by the names of files and folders: Flyway's undo, Prisma Migrate, golang-migrate, Diesel. */
class NamedLayoutsTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void flywaysUndoIsFoundByItsVersionAndNeverAMigration() throws IOException {
        folder.write("V1.0__a.sql", "SELECT 1;")
                .write("sub/U1__other_words.sql", "SELECT 2;")
                .write("U7__x.sql", "'");
        assertThat(text(new Migration[] {folder.only()}[0])).isEqualTo("SELECT 1;");
        assertThat(folder.only().undo().script()).isEqualTo("sub/U1__other_words.sql");
    }

    @Test
    void twoUndoFilesOfOneVersionAreRefused() {
        folder.write("V1__a.sql", "SELECT 1;").write("U1__a.sql").write("U1.0__b.sql");
        assertThat(places(folder.read())).containsExactly("U1__a.sql:0");
    }

    @Test
    void flywaysChecksumOfARepeatableCountsWithAndWithoutReplacement() throws IOException {
        folder.write("R__a.sql", "SELECT ${x};");
        Migration migration = folder.only("placeholders.x", "1");
        assertThat(migration.origin().checksum().matches("" + Checksum.of("SELECT 1;")))
                .isTrue();
        assertThat(migration.origin().checksum().matches("" + Checksum.of("SELECT ${x};")))
                .isTrue();
        assertThat(migration.origin().checksum().matches("" + Checksum.of("SELECT 2;")))
                .isFalse();
    }

    @Test
    void prismaMigrationsAreOrderedByTheNameOfTheirFolder() {
        folder.write("20260101_b/migration.sql", "SELECT '${x}';")
                .write("20260101_a/migration.sql", "SELECT 1;")
                .write("0_init/migration.sql", "SELECT 1;");
        assertThat(folder.read().problems()).isEmpty();
        assertThat(folder.read().migrations())
                .extracting(Migration::label)
                .containsExactly("0_init", "20260101_a", "20260101_b");
    }

    @Test
    void prismasChecksumCountsWithEitherLineEndAndWithoutLeadingZeros() throws Exception {
        folder.write("1_a/migration.sql", "SELECT 1;\r\nSELECT 2;\n".getBytes(StandardCharsets.UTF_8));
        var checksum = folder.only().origin().checksum();
        assertThat(checksum.matches(sha256("SELECT 1;\r\nSELECT 2;\n"))).isTrue();
        assertThat(checksum.matches(sha256("SELECT 1;\nSELECT 2;\n"))).isTrue();
        assertThat(checksum.matches(sha256("SELECT 1;\r\nSELECT 2;\r\n"))).isTrue();
        assertThat(checksum.matches(sha256("SELECT 1; SELECT 2;"))).isFalse();
        assertThat(checksum.matches("no checksum")).isFalse();
        assertThat(checksum.matches(sha256("SELECT 1;\nSELECT 2;\n").replaceFirst("^0+", "")))
                .isTrue();
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    @Test
    void prismaFoldersForAnotherDatabaseOrWithoutTheirScriptAreTold() {
        folder.write("migration_lock.toml", "# x", "provider = \"mysql\"")
                .write("1_a/migration.sql", "SELECT 1;")
                .write("2_b/migraton.sql", "SELECT 1;")
                .write("notes.sql", "x");
        assertThat(places(folder.read())).containsExactly("2_b/migraton.sql:0", "migration_lock.toml:0");
    }

    @ParameterizedTest
    @CsvSource({"1_a.up.sql, 1", "000012_a.b.up.sql, 12", "18446744073709551615_.up.sql, 18446744073709551615"})
    void golangMigrateVersionsAreUnsigned64BitNumbers(String name, String version) {
        folder.write(name, "SELECT '${x}';");
        assertThat(folder.only().key()).isEqualTo(version);
    }

    @Test
    void golangMigrateFilesThatWouldBePassedOverAreTold() {
        folder.write("1_a.up.sql", "SELECT 1;")
                .write("2_b.down.sql", "SELECT 1;")
                .write("3_c.sql", "SELECT 1;")
                .write("18446744073709551616_d.up.sql", "SELECT 1;")
                .write("seed.sql", "x");
        assertThat(places(folder.read()))
                .containsExactly("18446744073709551616_d.up.sql:0", "2_b.down.sql:0", "3_c.sql:0");
    }

    @Test
    void twoGolangMigrateFilesOfOneVersionAreRefused() {
        folder.write("1_a.up.sql", "SELECT 1;").write("01_b.up.sql", "SELECT 1;");
        assertThat(places(folder.read())).containsExactly("1_a.up.sql:0");
    }

    @Test
    void dieselVersionsHaveNoDashes() {
        folder.write("2026-03-02-120000_add_boat/up.sql", "SELECT '${x}';")
                .write("00000000000000_diesel_initial_setup/up.sql", "SELECT 1;");
        assertThat(folder.read().migrations())
                .extracting(migration -> migration.origin().identity().get(0) + " " + migration.description())
                .containsExactly("00000000000000 diesel initial setup", "20260302120000 add boat");
    }

    @Test
    void dieselFoldersWithoutTheirScriptAndUnknownMetadataAreTold() {
        folder.write("1_a/up.sql", "SELECT 1;")
                .write("1_a/metadata.toml", "run_in_transction = false", "", "run_in_transaction = no # x")
                .write("2_b/down.sql", "SELECT 1;");
        assertThat(places(folder.read()))
                .containsExactly("1_a/metadata.toml:1", "1_a/metadata.toml:3", "2_b/down.sql:0");
    }
}
