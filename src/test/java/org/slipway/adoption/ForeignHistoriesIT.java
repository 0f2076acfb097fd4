package org.slipway.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.SettingValues;
import org.slipway.history.Amended;
import org.slipway.history.HistorySchema;
import org.slipway.history.StepOrigin;
import org.slipway.migration.MigrationState;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.testing.ForeignSamples;
import org.slipway.testing.TestDatabase;

class ForeignHistoriesIT {
    private static final String DATABASE = "foreign_histories";
    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    Path folder;

    private Connection connection;

    static List<String> samples() {
        return ForeignSamples.names();
    }

    @BeforeEach
    void connect() throws SQLException {
        TestDatabase.shared().createDatabase(DATABASE);
        connection = TestDatabase.shared().dataSource(DATABASE).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theHistoryOfEveryToolIsRecognisedAndUnderstood(String sample) throws Exception {
        AdoptionPreview preview = sample(sample);
        assertThat(preview.table().name()).isEqualTo(ForeignSamples.table(sample));
        assertThat(preview.obstacles()).isEmpty();
        assertThat(states(preview)).isEqualTo(ForeignSamples.states(sample));
    }

    @Test
    void whoAppliedItWhenAndForHowLongIsTakenOver() throws Exception {
        Amended boat = sample("flyway").amended(NOW).get(0);
        Instant finished = LocalDateTime.parse("2026-03-02T12:00:00.5")
                .atZone(ZoneId.systemDefault())
                .toInstant();
        assertThat(boat.appliedBy()).isEqualTo("flo");
        assertThat(boat.finishedAt()).isEqualTo(finished);
        assertThat(Duration.between(boat.startedAt(), boat.finishedAt())).isEqualTo(Duration.ofMillis(13));
        assertThat(boat.origin()).isEqualTo(StepOrigin.ADOPTED);
        assertThat(boat.checksum()).isEqualTo(-143784977);
        assertThat(boat.sentence()).isEqualTo("V001 was applied by Flyway, as public.flyway_schema_history says.");
    }

    @Test
    void whatAToolDoesNotRecordIsNotMadeUp() throws Exception {
        Amended boat = sample("dbmate").amended(NOW).get(0);
        assertThat(boat.appliedBy()).isEqualTo("dbmate");
        assertThat(boat.startedAt()).isEqualTo(NOW);
        assertThat(boat.finishedAt()).isEqualTo(NOW);
        assertThat(boat.sentence())
                .isEqualTo("V20260101000000 was applied by dbmate, as public.schema_migrations says."
                        + " When is not recorded there.");
    }

    @Test
    void theBaselineOfFlywayBecomesABaseline() throws Exception {
        assertThat(sample("flyway-baseline").amended(NOW))
                .extracting(Amended::origin)
                .containsExactly(StepOrigin.BASELINE, StepOrigin.BASELINE, StepOrigin.ADOPTED);
    }

    @Test
    void aFailureTellsWhatTheToolKnowsOfIt() throws Exception {
        AdoptionPreview preview = sample("prisma");
        assertThat(preview.entries().get(2).reason())
                .isEqualTo("Prisma Migrate recorded that it failed: external connector error"
                        + " Error querying the database: ERROR: relation \"captain\" already exists.");
        assertThat(preview.amended(NOW).get(2).error().rolledBack()).isFalse();
    }

    @Test
    void aFileThatWasEditedIsChangedByTheToolsOwnChecksum() throws Exception {
        ForeignSamples.writeFiles("flyway", folder);
        write("V2__berth.sql", "CREATE TABLE berth (id bigint);\n");
        write("R__boat_names.sql", "SELECT 1;\n");
        execute(ForeignSamples.history("flyway"));
        AdoptionPreview preview = preview();
        assertThat(states(preview)).contains("V2 CHANGED", "R boat names SUPERSEDED");
        assertThat(preview.amended(NOW))
                .filteredOn(each -> List.of("2", "R__boat_names").contains(each.migrationKey()))
                .extracting(Amended::checksum)
                .containsExactly(-1327210733, -906516087);
        assertThat(preview.counts()).containsEntry(MigrationState.CHANGED, 1).containsEntry(MigrationState.APPLIED, 2);
    }

    @Test
    void aChecksumOfAnotherAlgorithmIsNotKept() throws Exception {
        ForeignSamples.writeFiles("prisma", folder);
        write("20260101000000_init/migration.sql", "SELECT 1;\n");
        execute(ForeignSamples.history("prisma"));
        AdoptionPreview preview = preview();
        assertThat(states(preview)).contains("20260101000000_init CHANGED");
        assertThat(preview.amended(NOW).get(0).checksum()).isNull();
    }

    @Test
    void lineEndsOfTheOtherPlatformAreNoEdit() throws Exception {
        ForeignSamples.writeFiles("prisma", folder);
        write("20260101000000_init/migration.sql", "CREATE TABLE boat (id int PRIMARY KEY);\r\n");
        execute(ForeignSamples.history("prisma"));
        assertThat(states(preview())).contains("20260101000000_init APPLIED");
    }

    @Test
    void whatHasNoFileAnyMoreIsMissingUnderTheKeyThatItsFileHad() throws Exception {
        ForeignSamples.writeFiles("flyway", folder);
        for (String file : List.of("V001__boat.sql", "V3__half.sql", "R__boat_names.sql")) {
            Files.delete(folder.resolve(file));
        }
        execute(ForeignSamples.history("flyway"));
        AdoptionPreview preview = preview();
        assertThat(states(preview)).contains("V001 MISSING", "V3 FAILED", "R boat names MISSING");
        assertThat(preview.amended(NOW))
                .extracting(Amended::migrationKey)
                .containsExactly("1.5", "2", "001", "R__boat_names");
    }

    @Test
    void versionsAreEqualAsFlywayComparesThem() throws Exception {
        ForeignSamples.writeFiles("flyway", folder);
        Files.move(folder.resolve("V001__boat.sql"), folder.resolve("V1.0__boat.sql"));
        execute(ForeignSamples.history("flyway"));
        assertThat(states(preview())).contains("V1.0 APPLIED").doesNotContain("V001 MISSING");
    }

    @Test
    void aDirtyVersionOfGolangMigrateIsTheOneThatFailed() throws Exception {
        ForeignSamples.writeFiles("golang-migrate", folder);
        execute(ForeignSamples.history("golang-migrate") + "UPDATE schema_migrations SET dirty = true");
        assertThat(states(preview())).containsExactly("V1 APPLIED", "V2 FAILED", "V3 PENDING");
    }

    @Test
    void whatIsOlderThanTheNewestIsLate() throws Exception {
        ForeignSamples.writeFiles("dbmate", folder);
        execute(ForeignSamples.history("dbmate") + "DELETE FROM schema_migrations WHERE version < '20260102'");
        assertThat(states(preview()))
                .containsExactly("V20260101000000 LATE", "V20260102000000 APPLIED", "V20260103000000 PENDING");
    }

    @Test
    void twoChangesetsThatFitEquallyWellAreNotGuessed() throws Exception {
        write("boat.sql", "--liquibase formatted sql\n--changeset ada:1\nSELECT 1;\n");
        execute(ForeignSamples.history("liquibase")
                + "INSERT INTO databasechangelog SELECT id, author, 'old/db/boat.sql', dateexecuted, 9, exectype"
                + " FROM databasechangelog WHERE orderexecuted = 1");
        assertThat(preview().obstacles())
                .containsExactly("It can't be told whether db/changelog/boat.sql is boat.sql: old/db/boat.sql and"
                        + " boat.sql fit as well.");
    }

    @Test
    void aTableOfAnotherToolThanTheFilesIsNotAdopted() throws Exception {
        ForeignSamples.writeFiles("prisma", folder);
        execute(ForeignSamples.history("flyway"));
        AdoptionPreview preview = preview();
        assertThat(preview.entries()).isEmpty();
        assertThat(preview.obstacles())
                .containsExactly(
                        "The table public.flyway_schema_history is Flyway's, but the files are in the layout of"
                                + " Prisma Migrate. Name the files of Flyway with slipway.migrations.location, or set a baseline"
                                + " if this table is a leftover.");
    }

    @Test
    void filesWithProblemsAreMendedFirst() throws Exception {
        ForeignSamples.writeFiles("flyway", folder);
        write("V6__open.sql", "SELECT 'no end");
        execute(ForeignSamples.history("flyway"));
        assertThat(preview().obstacles()).singleElement().asString().startsWith("The files have 1 problems");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE schema_migrations AS SELECT 1::bigint AS version, now() AS inserted_at",
                "CREATE TABLE schema_migrations AS SELECT '1'::varchar AS version;"
                        + " CREATE TABLE ar_internal_metadata (key varchar)",
                "CREATE TABLE flag AS SELECT 'one' AS version, false AS dirty",
                "CREATE SCHEMA slipway; CREATE TABLE slipway.schema_migrations AS SELECT '1'::varchar AS version",
                "CREATE TABLE flyway_schema_history AS SELECT 1 AS installed_rank",
                "CREATE VIEW schema_migrations AS SELECT 1::bigint AS version, false AS dirty",
            })
    void whatOnlyHasTheNameOrSomeOfTheColumnsIsNoHistory(String sql) throws Exception {
        execute(sql);
        assertThat(undecided()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aTableWithoutRowsIsNoHistory(String sample) throws Exception {
        execute(ForeignSamples.history(sample) + "DELETE FROM " + ForeignSamples.table(sample));
        assertThat(undecided()).isEmpty();
    }

    @Test
    void severalHistoriesAreAllFoundInWhateverSchemaTheyAre() throws Exception {
        execute(ForeignSamples.history("flyway") + ForeignSamples.history("flyway-baseline")
                + "CREATE SCHEMA \"Old one\"; SET search_path = \"Old one\";" + ForeignSamples.history("goose"));
        assertThat(undecided())
                .extracting(history ->
                        history.table().title() + " " + history.table().name())
                .containsExactly(
                        "goose \"Old one\".goose_db_version",
                        "Flyway app.history",
                        "Flyway public.flyway_schema_history");
    }

    @Test
    void aTableThatMayNotBeReadIsToldAsSuch() throws Exception {
        ForeignSamples.writeFiles("flyway-baseline", folder);
        execute(ForeignSamples.history("flyway-baseline")
                + "DROP ROLE IF EXISTS foreign_reader; CREATE ROLE foreign_reader; SET ROLE foreign_reader");
        AdoptionPreview preview = preview();
        assertThat(preview.obstacles())
                .containsExactly("The console's role may not read app.history. Grant it SELECT on this table and USAGE"
                        + " on its schema, and look again.");
    }

    @Test
    void aToolAtWorkIsNotDisturbed() throws Exception {
        execute(ForeignSamples.history("flyway"));
        ForeignTable table = undecided().get(0).table();
        try (Connection flyway = TestDatabase.shared().dataSource(DATABASE).getConnection();
                Statement lock = flyway.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(77433833903597)");
            assertThat(keepOut(table)).contains("Flyway is at work in this database.");
            lock.execute("SELECT pg_advisory_unlock_all()");
            assertThat(keepOut(table)).isEmpty();
        }
    }

    @Test
    void aLockOfLiquibaseIsRespectedAsLongAsItIsHeld() throws Exception {
        execute(ForeignSamples.history("liquibase"));
        ForeignTable table = undecided().get(0).table();
        assertThat(keepOut(table)).isEmpty();
        execute("CREATE TABLE databasechangeloglock AS SELECT 1 AS id, true AS locked, 'flo' AS lockedby");
        assertThat(keepOut(table))
                .contains("Liquibase is at work in this database, locked by flo. If it is not, release the lock with"
                        + " Liquibase.");
        execute("UPDATE databasechangeloglock SET locked = false");
        assertThat(keepOut(table)).isEmpty();
    }

    private Optional<String> keepOut(ForeignTable table) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return table.tool().keepOut(connection, table);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void theFingerprintChangesWithWhatIsShown() throws Exception {
        AdoptionPreview before = sample("flyway");
        assertThat(preview().fingerprint()).isEqualTo(before.fingerprint());
        execute("UPDATE flyway_schema_history SET installed_by = 'bob' WHERE installed_rank = 1");
        assertThat(preview().fingerprint()).isNotEqualTo(before.fingerprint());
    }

    private AdoptionPreview sample(String sample) throws Exception {
        ForeignSamples.writeFiles(sample, folder);
        execute(ForeignSamples.history(sample));
        return preview();
    }

    private AdoptionPreview preview() throws SQLException {
        assertThat(undecided()).hasSize(1);
        return AdoptionPreview.of(files(), undecided().get(0));
    }

    private MigrationSet files() {
        return new MigrationSource(SettingValues.of(Map.of("slipway.migrations.location", "filesystem:" + folder))
                        .migrations())
                .read();
    }

    private List<ForeignHistory> undecided() throws SQLException {
        return new ForeignHistories(new HistorySchema("slipway")).undecided(connection, Map.of());
    }

    private static List<String> states(AdoptionPreview preview) {
        return preview.entries().stream()
                .map(entry -> entry.label() + " " + entry.state())
                .toList();
    }

    private void write(String file, String text) throws Exception {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
