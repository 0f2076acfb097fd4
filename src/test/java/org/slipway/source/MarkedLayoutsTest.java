package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slipway.source.MigrationFolder.places;
import static org.slipway.source.MigrationFolder.text;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;

/** goose and dbmate, whose files have both ways and marks between them. */
class MarkedLayoutsTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void gooseVersionsAreWholeNumbersWhateverTheirZeros() {
        folder.write("00010_b.sql", "-- +goose Up", "SELECT 1;").write("9_a.sql", "-- +goose up", "SELECT 1;");
        assertThat(folder.read().migrations()).extracting(Migration::key).containsExactly("9", "10");
    }

    @Test
    void eachGooseDirectionHasItsOwnLinesAndCommentsBeforeItAreDocumentation() throws IOException {
        folder.write(
                "1_a.sql",
                "-- Boats.",
                "-- +goose Up",
                "-- +goose StatementBegin",
                "SELECT 1;",
                "-- +goose StatementEnd",
                "-- +goose Down",
                "SELECT 2;");
        Migration migration = folder.only();
        assertThat(text(migration)).isEqualTo("-- Boats.\n\n\nSELECT 1;\n\n\n");
        assertThat(migration.documentation()).isEqualTo("Boats.");
        assertThat(migration.undo().steps().get(0).line()).isEqualTo(7);
        int before = migration.checksum();
        folder.write("1_a.sql", "-- Boats.", "-- +goose Up", "", "SELECT 1;", "-- +goose Down", "SELECT 3;");
        assertThat(folder.only().checksum()).isEqualTo(before);
    }

    @Test
    void gooseSubstitutesVariablesOnlyWhereItIsAsked() throws IOException {
        folder.write(
                "1_a.sql",
                "-- +goose Up",
                "SELECT '${a}', $$${a}$$;",
                "-- +goose ENVSUB ON",
                "SELECT '${a}', '$a', '${b:-none}', $$ $1 $$;",
                "-- +goose ENVSUB OFF",
                "SELECT '$a';");
        assertThat(text(folder.only("placeholders.a", "x")))
                .isEqualTo("\nSELECT '${a}', $$${a}$$;\n\nSELECT 'x', 'x', 'none', $$ $1 $$;\n\nSELECT '$a';");
        assertThat(places(folder.read())).containsExactly("1_a.sql:4");
        assertThatThrownBy(() -> text(folder.read().migrations().get(0)))
                .hasMessageContaining("slipway.migrations.placeholders.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT 0;                   | 2 | before '-- +goose Up'",
                "\" -- +goose NO TRANSACTION\" | 2 | only at the start of a line",
                "-- +goose NOTRANSACTION     | 2 | is not an annotation",
                "-- +goose StatementEnd      | 2 | ends nothing",
                "-- +goose Down              | 2 | behind '-- +goose Up'",
                "-- +goose Up                | 3 | only once"
            })
    void whatGooseRefusesIsRefusedWithItsLine(String line, int number, String message) {
        folder.write("1_a.sql", "-- x", line, "-- +goose Up", "SELECT 1;", "-- +goose Down");
        assertThat(folder.read().problems())
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("1_a.sql:" + number + ": ")
                        .contains(message));
    }

    @Test
    void gooseFilesThatWouldBePassedOverAreTold() {
        folder.write("1_a.sql", "-- +goose Up", "SELECT 1;")
                .write("2_b.sql", "SELECT 1;")
                .write("3-c.sql", "-- +goose Up")
                .write("d.sql", "-- +goose Up")
                .write("4_e.go", "package x")
                .write("4_e_test.go", "package x")
                .write("0_f.sql", "-- +goose Up", "-- +goose StatementBegin", "SELECT 1;")
                .write("seed.sql", "SELECT 1;");
        assertThat(places(folder.read()))
                .containsExactly("0_f.sql:0", "0_f.sql:2", "2_b.sql:0", "3-c.sql:0", "4_e.go:0", "d.sql:0");
    }

    @Test
    void dbmateOrdersByVersionAsATextSoThatLongerTimestampsStayInOrder() {
        folder.write("20260101000000_a.sql", "-- migrate:up", "SELECT 1;")
                .write("20250101000000123_b.sql", "-- migrate:up", "SELECT 1;")
                .write("20260102_c.sql", "-- migrate:up", "SELECT 1;");
        assertThat(folder.read().migrations())
                .extracting(Migration::key)
                .containsExactly("20250101000000123", "20260101000000", "20260102");
    }

    @Test
    void whereDbmatesTwoOrdersDifferNothingRuns() {
        folder.write("10_a.sql", "-- migrate:up", "SELECT 1;").write("100_b.sql", "-- migrate:up", "SELECT 1;");
        assertThat(folder.read().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("the same number of digits"));
    }

    @Test
    void severalPartsOfADbmateFileAreSteps() {
        folder.write(
                "1_a.sql",
                "-- migrate:up",
                "SELECT 1;",
                "-- migrate:down",
                "SELECT -1;",
                "-- migrate:up",
                "SELECT 2;",
                "-- migrate:down",
                "SELECT -2;");
        assertThat(folder.only().steps())
                .containsExactly(
                        new Step(1, null, 1, 1, 2, true, null, null), new Step(2, null, 2, 2, 5, true, null, null));
        assertThat(folder.only().undo().steps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT 0;                         | before '-- migrate:up'",
                "-- migrate: up                    | is no mark of dbmate",
                "\" -- migrate:up\"              | is no mark of dbmate",
                "--migrate:up transaction=false    | is no option of dbmate",
                "-- migrate:down                   | stands before '-- migrate:up'"
            })
    void whatDbmateRefusesIsRefusedWithItsLine(String line, String message) {
        folder.write("1_a.sql", "-- x", line, "-- migrate:up", "SELECT 1;");
        assertThat(folder.read().problems())
                .first()
                .satisfies(problem ->
                        assertThat(problem.toString()).startsWith("1_a.sql:2: ").contains(message));
    }

    @Test
    void dbmateFilesThatWouldBePassedOverAreTold() {
        folder.write("1_a.sql", "-- migrate:up", "SELECT 1;")
                .write("2_b.sql", "SELECT 1;")
                .write("c.sql", "-- migrate:up")
                .write("schema.sql", "SELECT 1;");
        assertThat(folder.read().problems()).extracting(Problem::script).containsExactly("2_b.sql", "c.sql");
    }
}
