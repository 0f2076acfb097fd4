package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.source.MigrationFolder.places;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.Problem;

class LiquibaseLayoutTest {
    private static final String FIRST = "--liquibase formatted sql";

    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    private static List<String> keys(MigrationSet set) {
        return set.migrations().stream().map(Migration::key).toList();
    }

    private void threeFiles() {
        for (String name : List.of("b", "a", "c")) {
            folder.write("sql/" + name + ".sql", FIRST, "--changeset x:" + name, "SELECT 1;");
        }
    }

    @Test
    void xmlYamlAndJsonIncludeAlike() {
        threeFiles();
        String[] expected = {"x:b:sql:b.sql", "x:a:sql:a.sql", "x:c:sql:c.sql"};
        folder.write(
                "master.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\"",
                "  xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\">",
                "  <include file=\"sql/b.sql\"/>",
                "  <includeAll path=\"sql\" relativeToChangelogFile=\"true\" endsWithFilter=\"a.sql\"/>",
                "  <include file=\"sql/c.sql\"/>",
                "</databaseChangeLog>");
        assertThat(folder.read().problems()).isEmpty();
        assertThat(keys(folder.read())).containsExactly(expected);

        folder.write("master.xml", "<databaseChangeLog><include file=\"nested/master.json\"/></databaseChangeLog>");
        folder.write(
                "nested/master.json",
                "{\"databaseChangeLog\": [",
                "\t{\"include\": {\"file\": \"../sql/b.sql\", \"relativeToChangelogFile\": true}},",
                "\t{\"include\": {\"file\": \"other.yml\", \"relativeToChangelogFile\": true}}]}");
        folder.write(
                "nested/other.yml",
                "databaseChangeLog:",
                "- include: {file: classpath:sql/a.sql}",
                "- include:",
                "    file: sql/c.sql");
        assertThat(folder.read().problems()).isEmpty();
        assertThat(keys(folder.read())).containsExactly(expected);
    }

    @Test
    void aChangesetIsKnownByIdAuthorAndFileAsLiquibaseRecordsThem() {
        folder.write("db/m.yaml", "databaseChangeLog:", "- include: {file: db/a.sql}");
        folder.write(
                "db/a.sql",
                FIRST + " logicalFilePath:one.sql",
                "--changeset \"Ada L\":\"1 b\"",
                "--comment Why it is so",
                "SELECT 1;",
                "--changeset ada:jira/2 logicalFilePath:own.sql runOnChange:true",
                "SELECT 2;");
        MigrationSet set = folder.read("location", "filesystem:" + temporary.resolve("db"));
        assertThat(set.problems()).isEmpty();
        assertThat(set.migrations())
                .extracting(migration -> migration.origin().identity())
                .containsExactly(List.of("1 b", "Ada L", "one.sql"), List.of("jira/2", "ada", "own.sql"));
        assertThat(keys(set)).containsExactly("Ada L:1 b:one.sql", "ada:jira:2:own.sql");
        assertThat(set.migrations())
                .extracting(Migration::kind)
                .containsExactly(MigrationKind.VERSIONED, MigrationKind.REPEATABLE);
        assertThat(set.migrations().get(0).documentation()).isEqualTo("Why it is so");
        assertThat(set.migrations().get(0).label()).isEqualTo("Ada L:1 b");
    }

    @Test
    void aFileWithoutAHeaderIsOneChangeset() {
        folder.write("m.yaml", "databaseChangeLog:", "- include: {file: raw.sql}");
        folder.write("raw.sql", "SELECT 1;", "--changeset is no mark here", "SELECT 2;");
        assertThat(folder.only().origin().identity()).containsExactly("raw", "includeAll", "raw.sql");
        assertThat(folder.only().statements()).isEqualTo(2);
    }

    @Test
    void linesAreThoseOfTheFileAndMarksAreNoPartOfTheText() throws IOException {
        folder.write(
                "a.sql",
                FIRST,
                "/* licence",
                "of the file */",
                "--changeset x:1",
                "SELECT 1;",
                "--rollback SELECT -1;",
                "--rollback SELECT -2;",
                "--changeset x:2 endDelimiter://",
                "SELECT 2; SELECT 3",
                "//",
                "--ignoreLines:1",
                "nonsense'",
                "--ignoreLines:start",
                "nonsense'",
                "--ignoreLines:end",
                "SELECT 4 //",
                "--rollback not required",
                "--changeset x:3",
                "SELECT 'x");
        MigrationSet set = folder.read();
        assertThat(set.problems())
                .containsExactly(new Problem("a.sql", 19, "A quoted string (') begins here and is never closed."));
        assertThat(text(set.migrations().get(0)).strip()).isEqualTo("SELECT 1;");
        assertThat(set.migrations().get(0).undo().statements()).isEqualTo(2);
        assertThat(set.migrations().get(0).undo().steps().get(0).line()).isEqualTo(6);
        assertThat(text(set.migrations().get(1)))
                .isEqualTo("\n".repeat(8) + "SELECT 2; SELECT 3\n;" + "\n".repeat(6) + "SELECT 4 ;\n\n\n");
        assertThat(set.migrations().get(1).undo().statements()).isZero();
        assertThat(set.migrations().get(2).undo()).isNull();
    }

    @Test
    void contextsLabelsDatabasesAndIgnoreDecideWhatRuns() {
        folder.write(
                "a.sql",
                FIRST,
                "--changeset x:all",
                "SELECT 1;",
                "--changeset x:test context:test",
                "SELECT 1;",
                "--changeset x:prod contextFilter:\"prod and !test\" labels:slow,v1",
                "SELECT 1;",
                "--changeset x:oracle dbms:oracle,mysql",
                "SELECT 1;",
                "--changeset x:noth2 dbms:!h2",
                "SELECT 1;",
                "--changeset x:ignored ignore:true",
                "SELECT 1;");
        assertThat(ids()).containsExactly("all", "test", "prod", "noth2");
        assertThat(ids("liquibase.contexts", "test")).containsExactly("all", "test", "noth2");
        assertThat(ids("liquibase.contexts", "prod")).containsExactly("all", "prod", "noth2");
        assertThat(ids("liquibase.contexts", "prod", "liquibase.labels", "v2 or (v1 and not slow)"))
                .containsExactly("all", "noth2");
    }

    private List<String> ids(String... settings) {
        MigrationSet set = folder.read(settings);
        assertThat(set.problems()).isEmpty();
        return set.migrations().stream()
                .map(migration -> migration.origin().identity().get(0))
                .toList();
    }

    @Test
    void propertiesReplacePlaceholdersOfLaterFilesAndUnknownOnesStay() throws IOException {
        folder.write(
                "m.xml",
                "<databaseChangeLog><property name=\"schema\" value=\"app\"/>",
                "<include file=\"a.sql\"/><include file=\"b.sql\"/></databaseChangeLog>");
        folder.write("a.sql", FIRST, "--property name:kind value:int dbms:postgresql", "--changeset x:1", "SELECT 1;");
        folder.write("b.sql", FIRST, "--changeset x:2", "CREATE TABLE ${schema}.t (a ${kind}); -- ${other} ${");
        assertThat(text(folder.read().migrations().get(1)).strip())
                .isEqualTo("CREATE TABLE app.t (a int); -- ${other} ${");
        assertThat(text(folder.read("placeholders.schema", "set").migrations().get(1))
                        .strip())
                .startsWith("CREATE TABLE set.t");
    }

    @Test
    void aPropertyThatIsNotFoundBecauseItStandsTooFarBelowIsTold() {
        folder.write(
                "a.sql",
                FIRST,
                "--changeset x:0",
                "-- " + "x".repeat(20_000),
                "SELECT 1;",
                "--property name:a value:b");
        assertThat(places(folder.read())).containsExactly("a.sql:5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--changeset x:1 runAlways:true       | runAlways:true",
                "--changeset x:1 failOnError:false    | failOnError:false",
                "--changeset x:1 runWith:psql         | runWith:psql",
                "--changeset x:1 runorder:last        | 'runorder'",
                "--changeset x:1 endDelimiter:[a-z]+  | '[a-z]+'",
                "--changeset x:1 stripComments:maybe  | neither true nor false",
                "--changeset x: 1                     | is no mark of Liquibase",
                "-changeset x:1                       | is no mark of Liquibase",
                "--changeset x                        | is no mark of Liquibase",
                "-rollback x                          | is no mark of Liquibase",
                "--precondition-table-exists table:x  | 'table-exists'",
                "--preconditions onFail:SKIP          | 'onFail:SKIP'",
                "--precondition-sql-check SELECT      | A sql-check is written",
                "--ignoreLines:many                   | ignoreLines takes"
            })
    void whatIsNotSupportedIsRefusedByNameAndLine(String line, String message) {
        folder.write("a.sql", FIRST, "--changeset x:0", "SELECT 1;", line, "SELECT 1;");
        assertThat(places(folder.read())).containsExactly("a.sql:4");
        assertThat(folder.read().problems().get(0).message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- changeSet: {id: 1, author: x, changes: [{createTable: {tableName: t}}, {sql: select}]} | The changeset x:1 is made of createTable, sql",
                "- include: {file: none.sql}                          | There is no file 'none.sql'",
                "- include: {file: a.sql, strict: true}               | 'strict'",
                "- includeAll: {path: none}                           | There is no changelog below 'none'",
                "- includeAll: {path: ., filter: org.Filter}          | 'filter'",
                "- removeChangeSetProperty: {change: x}               | 'removeChangeSetProperty'",
                "- preConditions: [{tableExists: {tableName: t}}]     | no preConditions of a whole changelog",
                "- include: {file: [a.sql}                            | This is not valid YAML"
            })
    void whatAChangelogMayNotHaveIsRefusedWithItsLine(String entry, String message) {
        folder.write("a.sql", FIRST, "--changeset x:0", "SELECT 1;");
        folder.write("m.yaml", "databaseChangeLog:", "- include: {file: a.sql}", entry);
        assertThat(folder.read().problems()).first().satisfies(problem -> {
            assertThat(MigrationFolder.place(problem)).isEqualTo("m.yaml:3");
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void changeTypesInXmlAreRefusedByName() {
        folder.write(
                "m.xml",
                "<databaseChangeLog>",
                "<changeSet id=\"7\" author=\"ada\"><comment>x</comment><createTable tableName=\"t\"/><rollback/></changeSet>",
                "</databaseChangeLog>");
        assertThat(folder.read().problems()).singleElement().satisfies(problem -> {
            assertThat(MigrationFolder.place(problem)).isEqualTo("m.xml:2");
            assertThat(problem.message()).startsWith("The changeset ada:7 is made of comment, createTable, which");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.xml  | <!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><databaseChangeLog>&a;</databaseChangeLog>",
                "m.xml  | <!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><databaseChangeLog/>",
                "m.xml  | <databaseChangeLog>&undefined;</databaseChangeLog>",
                "m.yaml | databaseChangeLog: !!javax.script.ScriptEngineManager [*x]"
            })
    void aHostileChangelogIsNotFollowed(String name, String text) {
        folder.write(name, text);
        assertThat(folder.read().problems()).extracting(Problem::script).containsExactly(name);
        assertThat(folder.read().migrations()).isEmpty();
    }

    @Test
    void severalMastersOrNoneAreRefused() {
        threeFiles();
        folder.write("m.xml", "<databaseChangeLog/>")
                .write("n.yaml", "databaseChangeLog:", "- include: {file: sql/a.sql}");
        assertThat(folder.read().problems().get(0).message()).contains("m.xml, n.yaml");
    }

    @Test
    void aFormattedFileThatNoChangelogIncludesIsTold() {
        threeFiles();
        folder.write(
                "m.yaml",
                "databaseChangeLog:",
                "- include: {file: sql/a.sql}",
                "- include: {file: sql/b.sql, context: no}");
        folder.write("notes.sql", "no migration");
        assertThat(folder.read().problems()).extracting(Problem::script).containsExactly("sql/c.sql");
    }

    @Test
    void changelogsThatIncludeEachOtherAreTold() {
        folder.write("a.yaml", "databaseChangeLog:", "- include: {file: b.yaml}");
        folder.write("b.yaml", "databaseChangeLog:", "- include: {file: a.yaml}");
        assertThat(folder.read().problems().get(0).message()).contains("in a circle");
    }
}
