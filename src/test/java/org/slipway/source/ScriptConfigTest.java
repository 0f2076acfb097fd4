package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.source.MigrationFolder.places;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.migration.Step;

class ScriptConfigTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void withoutATransactionEveryStepRunsWithAutocommitButItsOwnTransactions() {
        folder.write("V1__a.sql", "SELECT 1;", "-- slipway:step b", "SELECT 2;", "BEGIN; SELECT 4; COMMIT;")
                .write("V1__a.sql.conf", "executeInTransaction=false");
        assertThat(folder.only().steps()).extracting(Step::transactional).containsExactly(false, false, true);
    }

    @Test
    void aMigrationThatShouldNotExecuteIsNoPartOfTheSet() {
        folder.write("V1__a.sql", "SELECT 'x").write("V1__a.sql.conf", "shouldExecute=FALSE");
        assertThat(folder.read().migrations()).isEmpty();
        assertThat(folder.read().problems()).isEmpty();
    }

    @Test
    void placeholdersCanBeLeftAlone() throws IOException {
        folder.write("V1__a.sql", "SELECT '${x}'").write("V1__a.sql.conf", "placeholderReplacement = false");
        assertThat(text(folder.only())).isEqualTo("SELECT '${x}'");
    }

    @Test
    void placeholdersCanBeReplacedInOneScriptOnly() throws IOException {
        folder.write("V1__a.sql", "SELECT '${x}'").write("V1__a.sql.conf", "placeholderReplacement=true");
        assertThat(text(folder.only("placeholder-replacement", "false", "placeholders.x", "y")))
                .isEqualTo("SELECT 'y'");
    }

    @Test
    void commentsAndEmptyLinesArePassedOver() {
        folder.write("V1__a.sql", "SELECT 1")
                .write("V1__a.sql.conf", "\uFEFF# comment", "", "  ! comment", " executeInTransaction = false \r");
        assertThat(folder.only().steps().get(0).transactional()).isFalse();
    }

    @Test
    void aSuffixInUpperCaseHasItsConfigurationToo() {
        folder.write("V1__a.SQL", "SELECT 1").write("V1__a.SQL.conf", "executeInTransaction=false");
        assertThat(folder.only().steps().get(0).transactional()).isFalse();
    }

    @Test
    void everythingThatIsWrongIsReportedWithItsLine() {
        folder.write("V1__a.sql", "SELECT 1")
                .write(
                        "V1__a.sql.conf",
                        "executeInTransaction=maybe",
                        "# fine",
                        "unknown=1",
                        "encoding=UTF-9",
                        "shouldExecute",
                        "executeintransaction=true",
                        "encoding=UTF-8");
        assertThat(places(folder.read()))
                .containsExactly(
                        "V1__a.sql.conf:1",
                        "V1__a.sql.conf:3",
                        "V1__a.sql.conf:4",
                        "V1__a.sql.conf:5",
                        "V1__a.sql.conf:6",
                        "V1__a.sql.conf:7");
    }

    @Test
    void aConfigurationThatIsNoTextIsReported() {
        folder.write("V1__a.sql", "SELECT 1").write("V1__a.sql.conf", new byte[] {'#', '\n', (byte) 0xFF});
        assertThat(places(folder.read())).containsExactly("V1__a.sql.conf:2");
    }
}
