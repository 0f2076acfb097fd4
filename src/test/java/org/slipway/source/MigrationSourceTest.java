package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slipway.source.MigrationFolder.places;
import static org.slipway.source.MigrationFolder.scripts;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.migration.Checksum;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;

class MigrationSourceTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void aMigrationIsWhatItsFileSays() throws IOException {
        String script = "-- Invoices.\nCREATE TABLE invoice();\n";
        folder.write("billing/V001_2__add_invoice.sql", script);
        Migration migration = folder.only();
        assertThat(migration)
                .usingRecursiveComparison()
                .ignoringFields("content", "origin")
                .isEqualTo(new Migration(
                        "001.2",
                        MigrationKind.VERSIONED,
                        MigrationVersion.of("001.2"),
                        "add invoice",
                        "billing/V001_2__add_invoice.sql",
                        Checksum.of(script),
                        "Invoices.",
                        List.of(),
                        List.of(),
                        List.of(new Step(1, null, 1, 1, 2, true, null, null)),
                        1,
                        null,
                        null,
                        null));
        assertThat(text(migration)).isEqualTo(script);
    }

    @Test
    void versionedMigrationsComeFirstByVersionThenRepeatableOnesByDescription() {
        folder.write("R__b.sql")
                .write("R__a.sql")
                .write("z/V1__z.sql")
                .write("V10__a.sql")
                .write("V2__x.sql");
        assertThat(folder.read().migrations())
                .extracting(Migration::key)
                .containsExactly("1", "2", "10", "R__a", "R__b");
    }

    @Test
    void keysAreUnique() {
        folder.write("V1__a.sql")
                .write("V1.1__a.sql")
                .write("R__1.sql")
                .write("R__a_b.sql")
                .write("V11__a.sql");
        Set<String> keys = new HashSet<>();
        assertThat(folder.read().migrations())
                .allMatch(migration -> keys.add(migration.key()))
                .hasSize(5);
    }

    @Test
    void namesMayHaveAnyPrintableCharacter() {
        String name =
                "V1__it's \"a\" <script>alert(1)</script> & %2e%2e größe \uD83D\uDE80 {0} #x;.sql".replace("/", "\\");
        folder.write(name);
        assertThat(folder.only().script()).isEqualTo(name);
        assertThat(folder.only().description()).startsWith("it's \"a\" <script>alert(1)");
    }

    @Test
    void aNameWithControlCharactersIsRefusedAndShownWithoutThem() {
        folder.write("V1__a\nb\u001b[31m.sql");
        assertThat(folder.read().migrations()).isEmpty();
        assertThat(places(folder.read())).containsExactly("V1__a\uFFFDb\uFFFD[31m.sql:0");
    }

    @Test
    void undoScriptsBaselinesAndOtherFilesAreLeftOut() {
        folder.write("U1__a.sql", "\\x")
                .write("B1__a.sql", "\\x")
                .write("README.md")
                .write("x.sql", "\\x")
                .write("V2__b.sql");
        assertThat(scripts(folder.read())).containsExactly("V2__b.sql");
        assertThat(folder.read().problems()).isEmpty();
    }

    @Test
    void twoFilesOfOneVersionAreRefusedAndBothNamed() {
        folder.write("V1__a.sql").write("sub/V01.0__b.sql");
        assertThat(folder.read().problems())
                .containsExactly(Problem.of(
                        "sub/V01.0__b.sql", "This file and V1__a.sql both have version 01.0. Rename one of them."));
        assertThat(scripts(folder.read())).containsExactly("V1__a.sql");
    }

    @Test
    void twoRepeatableFilesOfOneDescriptionAreRefusedAndBothNamed() {
        folder.write("R__a_b.sql").write("sub/R__a b.sql");
        assertThat(folder.read().problems())
                .containsExactly(Problem.of(
                        "sub/R__a b.sql",
                        "This file and R__a_b.sql both have the description 'a b'. Rename one of them."));
    }

    @Test
    void twoChecksOfOneNameAreRefusedAndBothPlacesNamed() {
        folder.write("V1__a.sql", "-- slipway:check x: SELECT 1", "-- slipway:check x: SELECT 2")
                .write("V2__a.sql", "", "-- slipway:check x: SELECT 3");
        assertThat(folder.read().problems())
                .containsExactly(
                        new Problem("V1__a.sql", 2, "The check 'x' is also in V1__a.sql, line 1. Rename one of them."),
                        new Problem("V2__a.sql", 2, "The check 'x' is also in V1__a.sql, line 1. Rename one of them."));
    }

    @Test
    void allProblemsAreReportedTogetherByFileAndLine() {
        folder.write("V9__a.sql", "SELECT 'x")
                .write("V1_a.sql")
                .write("V2__a.sql", "SELECT 1;", "SELECT ${b};", "SELECT ${a};")
                .write("V3__a.sql", new byte[] {'x', '\n', 'y', '\n', 0})
                .write("V4__a.sql", new byte[] {'x', '\n', (byte) 0xFF})
                .write("V5__a.sql", "-- fine");
        assertThat(places(folder.read()))
                .containsExactly(
                        "V1_a.sql:0", "V2__a.sql:2", "V2__a.sql:3", "V3__a.sql:3", "V4__a.sql:2", "V9__a.sql:1");
    }

    @Test
    void aFileWhoseTextCannotBeUsedKeepsItsRow() throws IOException {
        folder.write("V1__a.sql", new byte[] {(byte) 0xFF}).write("V2__b.sql", "SELECT 1");
        MigrationSet set = folder.read();
        assertThat(scripts(set)).containsExactly("V1__a.sql", "V2__b.sql");
        assertThat(set.migrations().get(0).steps()).containsExactly(new Step(1, null, 1, 0, 1, true, null, null));
        assertThatThrownBy(() -> text(set.migrations().get(0)))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("0xFF");
    }

    @Test
    void byteOrderMarkLineEndsAndAMissingLastOneDoNotMatter() throws IOException {
        byte[] windows = "\uFEFFSELECT 1;\r\nSELECT 2;".getBytes(StandardCharsets.UTF_8);
        folder.write("V1__a.sql", windows);
        assertThat(folder.only().checksum()).isEqualTo(Checksum.of("SELECT 1;SELECT 2;"));
        assertThat(folder.only().statements()).isEqualTo(2);
        assertThat(text(folder.only())).isEqualTo("SELECT 1;\r\nSELECT 2;");
    }

    @Test
    void anEmptyFileIsAMigrationWithoutStatements() {
        folder.write("V1__a.sql");
        assertThat(folder.only().checksum()).isZero();
        assertThat(folder.only().statements()).isZero();
        assertThat(folder.only().steps()).hasSize(1);
    }

    @Test
    void theEncodingIsThatOfTheSettingsOrOfTheFile() throws IOException {
        folder.write("V1__a.sql", "SELECT 'é'".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(text(folder.only("encoding", "ISO-8859-1"))).isEqualTo("SELECT 'é'");
        folder.write("V1__a.sql.conf", "encoding=ISO-8859-1");
        assertThat(text(folder.only())).isEqualTo("SELECT 'é'");
        assertThat(folder.only().checksum()).isEqualTo(Checksum.of("SELECT 'é'"));
    }

    @Test
    void aDatabaseThatIsDownIsAProblemOfTheScriptsThatAskForIt() {
        folder.write("V1__a.sql", "SELECT 1", "-- ${flyway:database}").write("V2__a.sql", "SELECT 1");
        MigrationSource source = new MigrationSource(folder.settings(), () -> {
            throw new IllegalStateException("down");
        });
        assertThat(source.read().problems()).singleElement().satisfies(problem -> {
            assertThat(MigrationFolder.place(problem)).isEqualTo("V1__a.sql:2");
            assertThat(problem.message()).contains("${flyway:database}").contains("database");
        });
    }

    @Test
    void manyFilesAreListedAndOrdered() {
        IntStream.rangeClosed(1, 2000).forEach(i -> folder.write("s" + i % 7 + "/V" + i + "__x.sql", "SELECT " + i));
        MigrationSet set = folder.read();
        assertThat(set.problems()).isEmpty();
        assertThat(set.migrations())
                .extracting(Migration::key)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2000).mapToObj(String::valueOf).toList());
    }
}
