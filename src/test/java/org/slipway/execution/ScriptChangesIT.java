package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.status.ChangeReader;
import org.slipway.status.ScriptChanges;

/** What an admin sees of an edit that was made after a file was applied. */
class ScriptChangesIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "script_changes");
    }

    @Test
    void anEditedFileShowsTheAppliedLinesAndTheLinesNow() throws SQLException {
        engine.write("V1__a.sql", "-- About a.", "CREATE TABLE a (", "    id int", ");", "CREATE TABLE b (id int);");
        engine.run();
        engine.write("V1__a.sql", "-- About a.", "CREATE TABLE a (", "    id bigint", ");", "CREATE TABLE b (id int);");

        assertThat(changes().lines())
                .containsExactly(
                        "@@ -1,4 +1,4 @@",
                        " CREATE TABLE a (",
                        "-    id int",
                        "+    id bigint",
                        " );",
                        " CREATE TABLE b (id int);");
    }

    @Test
    void anEditBetweenStatementsIsToldToBeNone() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "CREATE TABLE b (id int);");
        engine.run();
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "", "-- b", "CREATE TABLE b (id int);");

        assertThat(changes()).isEqualTo(new ScriptChanges(List.of(), null));
    }

    @Test
    void aRepeatableMigrationIsComparedWithItsLastText() throws SQLException {
        for (int number = 1; number <= 2; number++) {
            engine.write("R__v.sql", "CREATE OR REPLACE FUNCTION v() RETURNS int LANGUAGE sql RETURN " + number + ";");
            engine.run();
        }
        engine.write("R__v.sql", "CREATE OR REPLACE FUNCTION v() RETURNS int LANGUAGE sql RETURN 3;");

        assertThat(changes().lines())
                .containsExactly(
                        "@@ -1,1 +1,1 @@",
                        "-CREATE OR REPLACE FUNCTION v() RETURNS int LANGUAGE sql RETURN 2;",
                        "+CREATE OR REPLACE FUNCTION v() RETURNS int LANGUAGE sql RETURN 3;");
    }

    @Test
    void ofAMigrationThatIsAppliedInPartOnlyThatPartIsCompared() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step Next", "SELECT 1 / 0;");
        engine.run();
        engine.write("V1__a.sql", "CREATE TABLE a (id int);", "-- slipway:step Next", "SELECT 1 / 1;");
        assertThat(changes()).isNull();

        engine.write("V1__a.sql", "CREATE TABLE aa (id int);", "-- slipway:step Next", "SELECT 1 / 1;");

        assertThat(changes().lines())
                .containsExactly("@@ -1,1 +1,1 @@", "-CREATE TABLE a (id int);", "+CREATE TABLE aa (id int);");
    }

    @Test
    void aTextThatWasTooLongToKeepIsSaid() throws SQLException {
        engine.write("V1__a.sql", "SELECT '" + "x".repeat(300_000) + "';");
        engine.run();
        engine.write("V1__a.sql", "SELECT 1;");

        assertThat(changes())
                .isEqualTo(new ScriptChanges(
                        List.of(), "The applied text was not kept: it is too long, or no run of Slipway applied it."));
    }

    private ScriptChanges changes() {
        return new ChangeReader(engine.dataSource, engine.settings)
                .changes(engine.status().migrations().get(0));
    }
}
