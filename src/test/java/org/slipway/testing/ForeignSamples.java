package org.slipway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Histories as other tools leave them, with the files that belong to them and one more that is pending.
 *
 * <p>What the history has for applied is not in the database: what would be applied a second time is found by its table.
 */
public final class ForeignSamples {
    private static final String TABLE = "CREATE TABLE %s (id int PRIMARY KEY);\n";

    private ForeignSamples() {}

    public static List<String> names() {
        return List.of(
                "flyway", "flyway-baseline", "prisma", "liquibase", "golang-migrate", "goose", "dbmate", "diesel");
    }

    /** Name of the other tool's table. */
    public static String table(String sample) {
        return switch (sample) {
            case "flyway" -> "public.flyway_schema_history";
            case "flyway-baseline" -> "app.history";
            case "prisma" -> "public._prisma_migrations";
            case "liquibase" -> "public.databasechangelog";
            case "goose" -> "public.goose_db_version";
            case "diesel" -> "public.__diesel_schema_migrations";
            default -> "public.schema_migrations";
        };
    }

    /** Where its migrations stand: the label and the state of each. */
    public static List<String> states(String sample) {
        return switch (sample) {
            case "flyway" ->
                List.of(
                        "V001 APPLIED",
                        "V1.5 APPLIED",
                        "V2 APPLIED",
                        "V3 FAILED",
                        "V4 PENDING",
                        "V5 PENDING",
                        "R boat names APPLIED",
                        "R owner PENDING");
            case "flyway-baseline" -> List.of("V1 BASELINE", "V2.0 BASELINE", "V2.1 APPLIED", "V3 PENDING");
            case "prisma" ->
                List.of(
                        "20260101000000_init APPLIED",
                        "20260102000000_berth APPLIED",
                        "20260103000000_captain FAILED",
                        "20260104000000_later PENDING");
            case "liquibase" ->
                List.of(
                        "ada:1 APPLIED",
                        "ada:2 APPLIED",
                        "R ada:names APPLIED",
                        "bob:1 APPLIED",
                        "bob:2 APPLIED",
                        "bob:3 PENDING",
                        "ada:gone MISSING");
            case "golang-migrate", "goose" -> List.of("V1 APPLIED", "V2 APPLIED", "V3 PENDING");
            case "dbmate" -> List.of("V20260101000000 APPLIED", "V20260102000000 APPLIED", "V20260103000000 PENDING");
            case "diesel" -> List.of("V00000000000000 APPLIED", "V20260101120000 APPLIED", "V20260102120000 PENDING");
            default -> throw new IllegalArgumentException(sample);
        };
    }

    /** Tables that the next run makes; those that it must not make are boat, berth and rope. */
    public static List<String> pendingTables(String sample) {
        return switch (sample) {
            case "flyway" -> List.of("half", "later", "sail");
            case "prisma" -> List.of("captain", "later");
            default -> List.of("later");
        };
    }

    /** Text by path. */
    public static Map<String, String> files(String sample) {
        Map<String, String> files = new LinkedHashMap<>();
        switch (sample) {
            case "flyway" -> flyway(files);
            case "flyway-baseline" -> {
                files.put("V1__old.sql", made("berth"));
                files.put("V2.0__older.sql", made("rope"));
                files.put("V2.1__boat.sql", "CREATE TABLE boat (id int);\n");
                files.put("V3__later.sql", made("later"));
            }
            case "prisma" -> {
                files.put("migration_lock.toml", "provider = \"postgresql\"\n");
                files.put("20260101000000_init/migration.sql", made("boat"));
                files.put("20260102000000_berth/migration.sql", made("berth"));
                files.put("20260103000000_captain/migration.sql", made("captain"));
                files.put("20260104000000_later/migration.sql", made("later"));
            }
            case "liquibase" -> liquibase(files);
            case "golang-migrate" -> {
                files.put("000001_boat.up.sql", made("boat"));
                files.put("2_berth.up.sql", made("berth"));
                files.put("3_later.up.sql", made("later"));
            }
            case "goose" -> {
                files.put("00001_boat.sql", "-- +goose Up\n" + made("boat"));
                files.put("00002_berth.sql", "-- +goose Up\n" + made("berth"));
                files.put("00003_later.sql", "-- +goose Up\n" + made("later"));
            }
            case "dbmate" -> {
                files.put("20260101000000_boat.sql", "-- migrate:up\n" + made("boat"));
                files.put("20260102000000_berth.sql", "-- migrate:up\n" + made("berth"));
                files.put("20260103000000_later.sql", "-- migrate:up\n" + made("later"));
            }
            case "diesel" -> {
                files.put("00000000000000_diesel_initial_setup/up.sql", made("boat"));
                files.put("2026-01-01-120000_berth/up.sql", made("berth"));
                files.put("2026-01-02-120000_later/up.sql", made("later"));
            }
            default -> throw new IllegalArgumentException(sample);
        }
        return files;
    }

    private static void flyway(Map<String, String> files) {
        files.put("V001__boat.sql", made("boat"));
        files.put("V1_5__rope.sql", made("rope"));
        files.put("V2__berth.sql", "CREATE TABLE IF NOT EXISTS berth (id int PRIMARY KEY);\n");
        files.put("V3__half.sql", made("half"));
        files.put("V4__sail.sql", made("sail"));
        files.put("V5__later.sql", made("later"));
        files.put("R__boat_names.sql", "CREATE OR REPLACE VIEW boat_names AS SELECT id, id AS number FROM boat;\n");
        files.put("R__owner.sql", "CREATE OR REPLACE VIEW owner AS SELECT 'ada' AS name;\n");
    }

    private static void liquibase(Map<String, String> files) {
        files.put(
                "master.yaml",
                "databaseChangeLog:\n  - include: {file: boat.sql, relativeToChangelogFile: true}\n"
                        + "  - include: {file: sub/berth.sql, relativeToChangelogFile: true}\n");
        files.put(
                "boat.sql",
                "--liquibase formatted sql\n--changeset ada:1\n" + made("boat") + "--changeset ada:2\n" + made("rope")
                        + "--changeset ada:names runOnChange:true\n"
                        + "CREATE OR REPLACE VIEW boat_names AS SELECT id FROM boat;\n");
        files.put(
                "sub/berth.sql",
                "--liquibase formatted sql\n--changeset bob:1\n" + made("berth")
                        + "--changeset bob:2 logicalFilePath:somewhere/else.sql\n" + made("rope")
                        + "--changeset bob:3\n" + made("later"));
    }

    private static String made(String name) {
        return TABLE.formatted(name);
    }

    public static void writeFiles(String sample, Path folder) throws IOException {
        for (Map.Entry<String, String> file : files(sample).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** SQL that makes the other tool's table with its rows. */
    public static String history(String sample) throws IOException {
        try (InputStream in = ForeignSamples.class.getResourceAsStream("/org/slipway/adoption/" + sample + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
