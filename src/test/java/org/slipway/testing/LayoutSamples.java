package org.slipway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same three migrations in every layout, each with its way back: a table, a function with a row, an index made alone. */
public final class LayoutSamples {
    private static final String TABLE = "CREATE TABLE boat (id int PRIMARY KEY, name text);\n";
    private static final String NO_TABLE = "DROP TABLE boat;\n";
    private static final String FUNCTION = "CREATE FUNCTION greet() RETURNS text LANGUAGE plpgsql AS $f$\n"
            + "BEGIN\n  RETURN 'ahoy; $' || '{name}';\nEND;\n$f$;\n";
    private static final String ROW = "INSERT INTO boat VALUES (1, greet());\n";
    private static final String NO_FUNCTION = "DELETE FROM boat;\nDROP FUNCTION greet;\n";
    private static final String INDEX = "CREATE INDEX CONCURRENTLY boat_name ON boat (name);\n";
    private static final String NO_INDEX = "DROP INDEX CONCURRENTLY boat_name;\n";

    private LayoutSamples() {}

    /** Text by path. */
    public static Map<String, String> of(String layout) {
        Map<String, String> files = new LinkedHashMap<>();
        switch (layout) {
            case "flyway" -> flyway(files);
            case "golang-migrate" -> golangMigrate(files);
            case "prisma" -> prisma(files);
            case "diesel" -> diesel(files);
            case "dbmate" -> dbmate(files);
            case "goose" -> goose(files);
            case "liquibase" -> liquibase(files);
            default -> throw new IllegalArgumentException(layout);
        }
        files.put("README.md", "No migration.");
        return files;
    }

    public static List<String> layouts() {
        return List.of("flyway", "golang-migrate", "prisma", "diesel", "dbmate", "goose", "liquibase");
    }

    public static void write(String layout, Path folder) throws IOException {
        for (Map.Entry<String, String> file : of(layout).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
        }
    }

    private static void flyway(Map<String, String> files) {
        files.put("V1__boat.sql", TABLE);
        files.put("sub/V2__greet.sql", FUNCTION + ROW);
        files.put("V10__index.sql", INDEX);
        files.put("V10__index.sql.conf", "executeInTransaction=false");
        files.put("U1__boat.sql", NO_TABLE);
        files.put("U2__greet.sql", NO_FUNCTION);
        files.put("U10__index.sql", NO_INDEX);
        files.put("U10__index.sql.conf", "executeInTransaction=false");
    }

    private static void golangMigrate(Map<String, String> files) {
        files.put("000001_boat.up.sql", TABLE);
        files.put("2_greet.up.sql", FUNCTION + ROW);
        files.put("18446744073709551615_index.up.sql", "-- slipway:no-transaction\n" + INDEX);
        files.put("1_boat.down.sql", NO_TABLE);
        files.put("2_greet.down.sql", NO_FUNCTION);
        files.put("18446744073709551615_index.down.sql", "-- slipway:no-transaction\n" + NO_INDEX);
    }

    private static void prisma(Map<String, String> files) {
        files.put("migration_lock.toml", "provider = \"postgresql\"\n");
        files.put("20260101000000_boat/migration.sql", TABLE);
        files.put("20260101000000_boat/down.sql", NO_TABLE);
        files.put("20260101000000_greet/migration.sql", FUNCTION + ROW);
        files.put("20260101000000_greet/down.sql", NO_FUNCTION);
        files.put("20260102000000_index/migration.sql", "-- slipway:no-transaction\n" + INDEX);
        files.put("20260102000000_index/down.sql", "-- slipway:no-transaction\n" + NO_INDEX);
    }

    private static void diesel(Map<String, String> files) {
        files.put("2026-01-01-000000_boat/up.sql", TABLE);
        files.put("2026-01-01-000000_boat/down.sql", NO_TABLE);
        files.put("2026-01-02-0000001_greet/up.sql", FUNCTION + ROW);
        files.put("2026-01-02-0000001_greet/down.sql", NO_FUNCTION);
        files.put("2026-01-03-000000_index/up.sql", INDEX);
        files.put("2026-01-03-000000_index/down.sql", NO_INDEX);
        files.put("2026-01-03-000000_index/metadata.toml", "# alone\nrun_in_transaction = false\n");
    }

    private static void dbmate(Map<String, String> files) {
        files.put("20260101000000_boat.sql", "-- migrate:up\n" + TABLE + "\n-- migrate:down\n" + NO_TABLE);
        files.put("20260102000000001_greet.sql", "-- migrate:up\n" + FUNCTION + ROW + "--migrate:down\n" + NO_FUNCTION);
        files.put(
                "20260103000000_index.sql",
                "-- migrate:up transaction:false\n" + INDEX + "-- migrate:down transaction:false\n" + NO_INDEX);
    }

    private static void liquibase(Map<String, String> files) {
        files.put("db.changelog-master.yaml", """
                databaseChangeLog:
                  - include:
                      file: z/boat.sql
                      relativeToChangelogFile: true
                  - includeAll:
                      path: changes/
                """);
        files.put(
                "z/boat.sql",
                "--liquibase formatted sql\n--changeset slipway:boat\n" + TABLE + "--rollback " + NO_TABLE);
        files.put(
                "changes/a.sql",
                "--liquibase formatted sql\n\n-- changeset slipway:greet splitStatements:false\n" + FUNCTION + ROW
                        + "/* liquibase rollback\n" + NO_FUNCTION + "*/\n"
                        + "--changeset slipway:index runInTransaction:false\n" + INDEX + "--rollback " + NO_INDEX);
    }

    private static void goose(Map<String, String> files) {
        files.put("00001_boat.sql", "-- +goose Up\n" + TABLE + "-- +goose Down\n" + NO_TABLE);
        files.put(
                "00002_greet.sql",
                "-- +goose Up\n-- +goose StatementBegin\n" + FUNCTION + "-- +goose StatementEnd\n" + ROW
                        + "\n-- +goose Down\n" + NO_FUNCTION);
        files.put(
                "20260103000000_index.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n" + INDEX + "-- +goose Down\n" + NO_INDEX);
    }
}
