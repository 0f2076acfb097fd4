package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.export.HistoryExport.Exported;
import org.slipway.repair.RepairAction;
import org.slipway.testing.FlywaySamples;
import org.slipway.testing.LayoutSamples;

class FlywayExportIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "flyway_export");
    }

    /** The other file was written by Flyway 13.12, which ran the same migrations. */
    @Test
    void theRowsAreThoseThatFlywayWritesItself() throws IOException, SQLException {
        FlywaySamples.write(folder);
        assertThat(engine.run().errors()).isEmpty();

        engine.execute(engine.exported().sql());

        assertThat(engine.query(FlywaySamples.ROWS)).isEqualTo(captured("rows.txt"));
        assertThat(engine.query(FlywaySamples.TABLE)).isEqualTo(captured("table.txt"));
    }

    private static List<String> captured(String name) throws IOException {
        try (InputStream file = FlywayExportIT.class.getResourceAsStream("/flyway/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void itCanBeRunAgainAndOnlyAddsWhatIsNew() throws IOException, SQLException {
        FlywaySamples.write(folder);
        engine.run(new RunOptions("2", false));
        engine.execute(engine.exported().sql());
        engine.execute("UPDATE flyway_schema_history SET installed_by = 'flyway', execution_time = 4711");
        engine.run();

        engine.execute(engine.exported().sql());

        assertThat(engine.query("SELECT version || ' ' || installed_by FROM flyway_schema_history"
                        + " WHERE version IS NOT NULL ORDER BY installed_rank"))
                .containsExactly("1 flyway", "001.1 flyway", "2 flyway", "10 ada", "20201207.10523 ada");
    }

    @Test
    void whatFlywayRecordedOtherwiseGoesAndTheRowOfItsSchemaStays() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.run(new RunOptions("1", false));
        engine.execute(engine.exported().sql());
        engine.execute("INSERT INTO flyway_schema_history VALUES"
                + " (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"public\"', NULL, 'flyway', now(), 0, true),"
                + " (2, '2', 'b', 'SQL', 'V2__b.sql', 1, 'flyway', now(), 0, false),"
                + " (3, '1', 'a', 'DELETE', 'V1__a.sql', NULL, 'flyway', now(), 0, true)");

        engine.execute(engine.exported().sql());

        assertThat(engine.query("SELECT installed_rank || ' ' || type FROM flyway_schema_history ORDER BY 1"))
                .containsExactly("0 SCHEMA", "1 SQL");
    }

    @Test
    void aBaselineIsOneRowAndWhatIsOtherwiseIsRemarked() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");
        engine.write("V4__d.sql", "CREATE TABLE d (id int);");
        engine.baseline("2");
        engine.run();
        engine.write("V1.1__late.sql", "SELECT 1;");
        engine.write("V3.1__late.sql", "SELECT 1;");
        engine.write("V3__c.sql", "CREATE TABLE c (id bigint);");
        engine.delete("V4__d.sql");

        Exported exported = engine.exported();
        engine.execute(exported.sql());

        assertThat(engine.query("SELECT concat_ws(' | ', installed_rank, version, description, type, script)"
                        + " FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly(
                        "1 | 2 | << Flyway Baseline >> | BASELINE | << Flyway Baseline >>",
                        "2 | 3 | c | SQL | V3__c.sql",
                        "3 | 4 | d | SQL | V4__d.sql");
        assertThat(exported.history().remarks())
                .containsExactly(
                        "V1.1 is not applied. Flyway never runs what is below its baseline.",
                        "V3 was edited after it was applied: Flyway refuses to go on, until `flyway repair`.",
                        "V3.1 is late: Flyway runs it with outOfOrder=true, and refuses to go on without.",
                        "V4 is applied and its file is gone: Flyway goes on with ignoreMigrationPatterns=*:missing.");
        exported.history()
                .remarks()
                .forEach(remark -> assertThat(exported.sql()).contains("-- " + remark + "\n"));
    }

    /** Files can't have such names; another tool's history, which was taken over, could. */
    @Test
    void noNameLeavesItsCommentOrItsQuotes() throws SQLException {
        engine.write("R__view.sql", "SELECT 1;");
        engine.run();
        engine.execute("UPDATE slipway.step SET migration_key = 'gone', script = E'\\\\''.sql',"
                + " description = E'it''s\nDROP SCHEMA slipway CASCADE; --'");

        engine.execute("SET standard_conforming_strings = off");
        engine.execute(engine.exported().sql());

        assertThat(engine.exported().history().remarks()).hasSize(1);
        assertThat(engine.query("SELECT script || description FROM flyway_schema_history"))
                .containsExactly("\\'.sqlit's\nDROP SCHEMA slipway CASCADE; --");
        assertThat(engine.query("SELECT to_regnamespace('slipway')")).containsExactly("slipway");
    }

    @Test
    void whatFlywayCouldNotTellIsNotExported() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step two", "SELECT no_column;");
        engine.run();

        assertThat(engine.exported().history().obstacles())
                .containsExactly(
                        "V1 is applied in part (up to statement 1), which Flyway's table can't tell. Run the rest,"
                                + " or repair its history.");
        assertThat(engine.exported().sql()).isNull();
        long active = engine.claim(RunOptions.DEFAULT).claim().runId();
        assertThat(engine.exported().history().obstacles())
                .containsExactly(
                        "Run " + active + " is active; what it does would be missing. Wait until it has ended.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prisma    | that of 20260101000000_boat is none; so are those of 2 more.
            liquibase | that of slipway:boat is none; so are those of 2 more.
            """)
    void versionsThatFlywayDoesNotHaveAreNotExported(String layout, String why) throws IOException {
        LayoutSamples.write(layout, folder);

        assertThat(engine.exported().history().obstacles())
                .containsExactly("Flyway's versions are numbers of 50 characters at most, and " + why);
        assertThat(engine.exported().sql()).isNull();
    }

    @Test
    void anOrderThatFlywayDoesNotHaveIsNotExported() {
        engine.write("10_b.sql", "-- migrate:up", "SELECT 1;");
        engine.write("9_a.sql", "-- migrate:up", "SELECT 1;");

        assertThat(engine.exported().history().obstacles())
                .containsExactly("Flyway compares versions as numbers and would not run V9 after V10.");
    }

    @Test
    void layoutsWithNumbersAreExportedWithTheNamesThatFlywayNeeds() throws IOException, SQLException {
        LayoutSamples.write("goose", folder);
        assertThat(engine.run().errors()).isEmpty();
        Exported exported = engine.exported();
        engine.execute(exported.sql());

        assertThat(engine.query(FlywaySamples.ROWS))
                .containsExactly(
                        "1 | 1 | boat | SQL | V1__boat.sql | none | t",
                        "2 | 2 | greet | SQL | V2__greet.sql | none | t",
                        "3 | 20260103000000 | index | SQL | V20260103000000__index.sql | none | t");
        assertThat(exported.history().remarks())
                .singleElement()
                .asString()
                .startsWith(
                        "The files are in the layout of goose. Flyway finds them when each is named as its row's script");
    }

    @Test
    void aRepairedHistoryIsExportedAsItIs() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.run();
        engine.execute(engine.exported().sql());
        engine.repair("1", RepairAction.MARK_NOT_APPLIED);

        engine.execute(engine.exported().sql());

        assertThat(engine.query(FlywaySamples.ROWS)).isEmpty();
    }
}
