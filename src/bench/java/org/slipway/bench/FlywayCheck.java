package org.slipway.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slipway.execution.Engine;
import org.slipway.testing.FlywaySamples;
import org.slipway.testing.LayoutSamples;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/**
 * Shows that the real Flyway goes on with an exported history: what is applied validates, and exactly what is pending runs.
 * Writes the files that {@code FlywayExportIT} compares with.
 */
public final class FlywayCheck {
    private static final Path FIXTURES = Path.of("src/test/resources/flyway");

    private FlywayCheck() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "flyway");
        FlywaySamples.write(folder);
        capture(folder);
        goOn(folder);
        baseline(Files.createTempDirectory(Path.of("target/bench"), "baseline"));
        remarks(Files.createTempDirectory(Path.of("target/bench"), "remarks"));
        otherLayout(Files.createTempDirectory(Path.of("target/bench"), "goose"));
    }

    private static DataSource fresh(String name) {
        TestDatabase server = TestDatabase.shared();
        return new OneConnection(server.createDatabase(name), server.user(), server.password()).dataSource();
    }

    private static Flyway flyway(DataSource database, Path folder) {
        return Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + folder)
                .load();
    }

    private static void capture(Path folder) throws Exception {
        DataSource database = fresh("flyway_itself");
        flyway(database, folder).migrate();
        Files.createDirectories(FIXTURES);
        Files.write(FIXTURES.resolve("rows.txt"), query(database, FlywaySamples.ROWS), StandardCharsets.UTF_8);
        Files.write(FIXTURES.resolve("table.txt"), query(database, FlywaySamples.TABLE), StandardCharsets.UTF_8);
    }

    private static void goOn(Path folder) throws Exception {
        DataSource database = fresh("exported");
        Engine engine = new Engine(folder, database);
        engine.run();
        Files.writeString(folder.resolve("V20301231__pending.sql"), "CREATE TABLE pending (id int);\n");
        Files.writeString(folder.resolve("R__view.sql"), "CREATE OR REPLACE VIEW v AS SELECT 'other'::text AS x;\n");
        execute(database, engine.exported().sql());
        report("a history of runs", flyway(database, folder));
    }

    private static void baseline(Path folder) throws Exception {
        DataSource database = fresh("exported_baseline");
        for (String name : List.of("V1__a", "V2__b", "V3__c", "V4__d")) {
            Files.writeString(folder.resolve(name + ".sql"), "CREATE TABLE " + name + " (id int);\n");
        }
        Engine engine = new Engine(folder, database);
        engine.baseline("2");
        execute(database, engine.exported().sql());
        report("a baseline", flyway(database, folder));
    }

    /** What Flyway sees otherwise: late, edited, without a file. */
    private static void remarks(Path folder) throws Exception {
        DataSource database = fresh("remarks");
        Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;\n");
        Files.writeString(folder.resolve("V3__c.sql"), "SELECT 3;\n");
        Files.writeString(folder.resolve("V4__d.sql"), "SELECT 4;\n");
        Engine engine = new Engine(folder, database);
        engine.run();
        Files.writeString(folder.resolve("V2__late.sql"), "SELECT 2;\n");
        refused("late", database, engine, flyway(database, folder));
        System.out.println("  out of order: "
                + Flyway.configure()
                        .configuration(flyway(database, folder).getConfiguration())
                        .outOfOrder(true)
                        .load()
                        .migrate()
                        .migrationsExecuted);
        Files.delete(folder.resolve("V2__late.sql"));
        Files.writeString(folder.resolve("V3__c.sql"), "SELECT 33;\n");
        refused("edited", database, engine, flyway(database, folder));
        flyway(database, folder).repair();
        flyway(database, folder).validate();
        Files.writeString(folder.resolve("V3__c.sql"), "SELECT 3;\n");
        Files.delete(folder.resolve("V1__a.sql"));
        refused("without file", database, engine, flyway(database, folder));
        Flyway.configure()
                .configuration(flyway(database, folder).getConfiguration())
                .ignoreMigrationPatterns("*:missing")
                .load()
                .validate();
    }

    private static void refused(String what, DataSource database, Engine engine, Flyway flyway) throws SQLException {
        execute(database, engine.exported().sql());
        try {
            flyway.migrate();
            throw new AssertionError(what + " was not refused");
        } catch (FlywayValidateException e) {
            System.out.println(
                    "Refused, " + what + ": " + e.getMessage().lines().toList());
        }
    }

    private static void otherLayout(Path folder) throws Exception {
        DataSource database = fresh("other_layout");
        LayoutSamples.write("goose", folder);
        Engine engine = new Engine(folder, database);
        engine.run();
        execute(database, engine.exported().sql());
        Path renamed = Files.createTempDirectory(Path.of("target/bench"), "renamed");
        for (String script : query(database, "SELECT script FROM flyway_schema_history")) {
            Files.writeString(renamed.resolve(script), "SELECT 1;\n");
        }
        flyway(database, renamed).repair();
        report("another layout and flyway repair", flyway(database, renamed));
    }

    private static void report(String of, Flyway flyway) {
        System.out.println("After " + of + ":");
        Arrays.stream(flyway.info().all()).forEach(FlywayCheck::print);
        MigrateResult result = flyway.migrate();
        System.out.println("  validated; migrate applied "
                + result.migrations.stream()
                        .map(migration -> (migration.version + " " + migration.description).strip())
                        .toList());
        flyway.validate();
    }

    private static void print(MigrationInfo info) {
        System.out.printf("  %-12s %-20s %s%n", info.getState(), info.getVersion(), info.getScript());
    }

    private static List<String> query(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            return lines;
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
