package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;
import org.slipway.migration.ScriptContent;
import org.slipway.migration.Step;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;
import org.slipway.testing.LayoutSamples;

/** What holds for all layouts alike. */
class LayoutsTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    static List<String> layouts() {
        return LayoutSamples.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void eachLayoutIsRecognisedByItsFilesAndReadAlikeWhenTheSettingNamesIt(String layout) throws IOException {
        LayoutSamples.write(layout, temporary);
        MigrationSet recognised = folder.read();
        assertThat(recognised.problems()).isEmpty();
        assertThat(recognised.layout().name()).isEqualTo(layout);
        assertThat(recognised.layout().reason()).startsWith("Recognised by ").contains(", which ");

        MigrationSet named = folder.read("layout", layout);
        assertThat(named.layout().reason()).isEqualTo("slipway.migrations.layout=" + layout + " says so.");
        assertThat(facts(named)).isEqualTo(facts(recognised));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void theSameMigrationsHaveTheSameStepsAndStatementsInEveryLayout(String layout) throws Exception {
        LayoutSamples.write("flyway", temporary.resolve("flyway"));
        LayoutSamples.write(layout, temporary.resolve(layout));
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Migration migration : read("flyway").migrations()) {
            expected.addAll(account(migration));
        }
        for (Migration migration : read(layout).migrations()) {
            found.addAll(account(migration));
        }
        assertThat(expected).hasSize(15);
        assertThat(found).isEqualTo(expected);
    }

    /** All but where the files are. */
    private static List<Object> facts(MigrationSet set) {
        return set.migrations().stream()
                .<Object>map(migration -> List.of(
                        migration.key(),
                        migration.kind(),
                        String.valueOf(migration.version()),
                        migration.description(),
                        migration.checksum(),
                        migration.directives(),
                        migration.steps(),
                        migration.statements(),
                        migration.undo().steps(),
                        migration.undo().statements(),
                        migration.origin().identity()))
                .toList();
    }

    private MigrationSet read(String layout) {
        return folder.read("location", "filesystem:" + temporary.resolve(layout));
    }

    /** Description, steps and statements of the way there and the way back. */
    private static List<String> account(Migration migration) throws IOException, SqlSyntaxException {
        List<String> account = new ArrayList<>(List.of(migration.description().replace("slipway:", "")));
        addSteps(account, migration.steps());
        addStatements(account, migration.content());
        addSteps(account, migration.undo().steps());
        addStatements(account, migration.undo().content());
        return account;
    }

    private static void addSteps(List<String> account, List<Step> steps) {
        account.add(steps.stream()
                .map(step -> step.firstStatement() + "-" + step.lastStatement() + " " + step.transactional())
                .toList()
                .toString());
    }

    private static void addStatements(List<String> account, ScriptContent content)
            throws IOException, SqlSyntaxException {
        StringBuilder statements = new StringBuilder();
        try (SqlScript script = new SqlScript(content.open())) {
            for (SqlStatement next = script.next(); next != null; next = script.next()) {
                if (!next.isEmpty()) {
                    statements.append(next.text().replaceAll("(?m)^--.*\n", "")).append('|');
                }
            }
        }
        account.add(statements.toString());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void anotherLineEndAByteOrderMarkAndNestedFoldersChangeNothing(String layout) throws IOException {
        LayoutSamples.write(layout, temporary.resolve("unix"));
        LayoutSamples.of(layout)
                .forEach((name, text) -> folder.write(
                        "windows/deep/down.sql/" + name,
                        ("\uFEFF" + text.replace("\n", "\r\n")).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        MigrationSet windows = read("windows");
        MigrationSet unix = read("unix");
        assertThat(windows.problems()).isEmpty();
        assertThat(facts(windows).toString().replaceAll("deep[:/]down.sql[:/]", ""))
                .isEqualTo(facts(unix).toString());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void anUnterminatedQuoteIsReportedWithTheLineOfTheFile(String layout) throws IOException {
        LayoutSamples.write(layout, temporary);
        String broken = folder.read().migrations().get(1).script();
        String text = LayoutSamples.of(layout).get(broken).replace("greet());", "'x);");
        folder.write(broken, text);
        int line = (int) text.substring(0, text.indexOf("'x)")).lines().count();
        assertThat(folder.read().problems())
                .containsExactly(new Problem(broken, line, "A quoted string (') begins here and is never closed."));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void anErrorInTheWayBackKeepsNobodyFromRunning(String layout) throws IOException {
        LayoutSamples.write(layout, temporary);
        String undo = folder.read().migrations().get(0).undo().script();
        folder.write(undo, LayoutSamples.of(layout).get(undo).replace("DROP TABLE boat;", "\\x"));
        MigrationSet set = folder.read();
        assertThat(set.problems()).isEmpty();
        assertThat(set.migrations().get(0).undo().problems())
                .extracting(Problem::script)
                .containsExactly(undo);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void anEditedFileBesideAMigrationIsNoticed(String layout) throws IOException {
        LayoutSamples.write(layout, temporary);
        MigrationSource source = folder.source();
        Migration before = source.read().migrations().get(0);
        String undo = before.undo().script();
        folder.write(
                undo,
                LayoutSamples.of(layout).get(undo) + (layout.equals("liquibase") ? "--rollback " : "") + "SELECT 1;\n");
        assertThat(source.read().migrations().get(0).undo().statements())
                .isEqualTo(before.undo().statements() + 1);
    }

    @Test
    void filesOfTwoLayoutsAreAnErrorThatNamesTheCandidatesAndWhatSpeaksForEach() {
        folder.write("V1__a.sql", "SELECT 1;").write("00001_b.sql", "-- +goose Up", "SELECT 1;");
        MigrationSet set = folder.read();
        assertThat(set.migrations()).isEmpty();
        assertThat(set.layout().name()).isNull();
        assertThat(set.problems())
                .containsExactly(Problem.of(
                        "slipway.migrations.layout",
                        "The migrations could be of more than one layout: Flyway (slipway.migrations.layout=flyway) because of"
                                + " V1__a.sql, which is named as Flyway names migrations; goose"
                                + " (slipway.migrations.layout=goose) because of 00001_b.sql, which has -- +goose Up. Set"
                                + " slipway.migrations.layout to one of them."));
        assertThat(folder.read("layout", "flyway").migrations()).hasSize(1);
    }

    @Test
    void aFileThatIsAddedLaterMaySpeakForAnotherLayout() {
        folder.write("00001_b.sql", "-- +goose Up", "SELECT 1;");
        MigrationSource source = folder.source();
        assertThat(source.read().layout().name()).isEqualTo("goose");
        folder.write("00001_b.sql", "-- migrate:up", "SELECT 1;");
        assertThat(source.read().layout().name()).isEqualTo("dbmate");
        folder.write("V1__a.sql", "SELECT 1;");
        assertThat(source.read().layout().name()).isNull();
        assertThat(source.readAfresh().migrations()).isEmpty();
    }

    @Test
    void aFolderWithoutMigrationsIsNoProblem() {
        assertThat(folder.read().problems()).isEmpty();
        assertThat(folder.read().layout().name()).isEqualTo("flyway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001_users.sql", "users.sql", "2026_x/setup.sql"})
    void scriptsOfNoLayoutAreToldWhenNothingElseIsThere(String name) {
        folder.write(name, "SELECT 1;");
        assertThat(folder.read().problems()).extracting(Problem::script).containsExactly(name);
    }

    @Test
    void aLayoutThatDoesNotExistIsRefusedWithThoseThatDo() {
        folder.write("V1__a.sql", "SELECT 1;");
        assertThat(folder.read("layout", "rails").problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("slipway.migrations.layout = \"rails\" is invalid; valid is auto, dbmate, diesel, flyway,");
    }
}
