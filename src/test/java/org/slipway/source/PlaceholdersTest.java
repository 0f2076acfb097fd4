package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.migration.Checksum;
import org.slipway.migration.Problem;

class PlaceholdersTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void namesAreComparedWithoutRegardToCaseAndReplacedEverywhere() throws IOException {
        folder.write("V1__a.sql", "-- ${Owner}", "GRANT x TO \"${OWNER}\"; -- ${owner}");
        assertThat(text(folder.only("placeholders.oWner", "bob"))).isEqualTo("-- bob\nGRANT x TO \"bob\"; -- bob");
        assertThat(new Placeholders(Map.of("oWner", "bob"), DatabaseFacts.UNKNOWN).value("OwneR", "V1__a.sql"))
                .isEqualTo("bob");
    }

    @Test
    void anUnknownOneIsReportedOnceForEachScriptWithItsFirstLine() {
        folder.write("V1__a.sql", "SELECT 1;", "-- ${x}", "-- ${x} ${y}").write("R__a.sql", "-- ${x}");
        assertThat(folder.read().problems())
                .containsExactly(
                        unknown("R__a.sql", 1, "x"), unknown("V1__a.sql", 2, "x"), unknown("V1__a.sql", 3, "y"));
    }

    private static Problem unknown(String script, int line, String name) {
        return new Problem(
                script,
                line,
                "The placeholder ${" + name + "} has no value. Set slipway.migrations.placeholders." + name
                        + ", or placeholderReplacement=false in the script's .conf file.");
    }

    @Test
    void aVersionedMigrationIsHashedBeforeAndARepeatableOneAfterReplacement() {
        folder.write("V1__a.sql", "SELECT '${x}'");
        assertThat(folder.only("placeholders.x", "y").checksum()).isEqualTo(Checksum.of("SELECT '${x}'"));
        folder.write("R__a.sql", "SELECT '${x}'");
        assertThat(folder.read("placeholders.x", "y").migrations().get(1).checksum())
                .isEqualTo(Checksum.of("SELECT 'y'"));
    }

    @Test
    void theBuiltInOnesThatNeedNoDatabaseAreKnown() throws IOException {
        folder.write(
                "sub/V1__a.sql",
                "${flyway:filename}|${flyway:workingDirectory}|${flyway:table}|${flyway:environment}|${flyway:timestamp}");
        assertThat(text(folder.only()))
                .matches(
                        "V1__a\\.sql\\|.+\\|flyway_schema_history\\|default\\|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")
                .contains("|" + System.getProperty("user.dir") + "|");
    }

    @Test
    void theTextThatRunsIsTheOneThatWasHashed() throws IOException {
        folder.write("R__a.sql", "-- ${flyway:timestamp}");
        assertThat(folder.only())
                .satisfies(migration -> assertThat(Checksum.of(text(migration))).isEqualTo(migration.checksum()));
    }

    @Test
    void theDatabaseAnswersForTheOthers() throws IOException {
        folder.write("V1__a.sql", "${flyway:defaultSchema}|${flyway:user}|${flyway:database}");
        MigrationSource source = new MigrationSource(
                folder.settings(), () -> Map.of("defaultSchema", "public", "user", "bob", "database", "shop"));
        assertThat(text(source.read().migrations().get(0))).isEqualTo("public|bob|shop");
    }

    @Test
    void aSettingGoesBeforeABuiltInOne() throws IOException {
        folder.write("V1__a.sql", "${flyway:user}${flyway:environment}");
        assertThat(text(folder.only("placeholders.flyway:user", "a", "placeholders.flyway:environment", "b")))
                .isEqualTo("ab");
    }

    @Test
    void linesStayThoseOfTheFile() {
        folder.write("V1__a.sql", "SELECT '${x}';", "-- slipway:wrong");
        assertThat(MigrationFolder.places(folder.read("placeholders.x", "a much longer value")))
                .containsExactly("V1__a.sql:2");
    }
}
