package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;

/** What a step did is told as PostgreSQL saw it, and what is expected afterwards is what is there. */
class ReceiptIT {
    /** Made by a first migration. The tables have enough rows that reading one is worth telling. */
    private static final String[] BEFORE = {
        "CREATE TYPE mood AS ENUM ('glad');",
        "CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);",
        "CREATE TABLE customer (id int PRIMARY KEY, name text);",
        "CREATE TABLE invoice (id int PRIMARY KEY, customer int, code varchar(20), note text, feeling mood,",
        "    share percent DEFAULT 5);",
        "CREATE INDEX invoice_code ON invoice (code);",
        "CREATE INDEX invoice_customer ON invoice (customer);",
        "INSERT INTO customer SELECT n, 'c' || n FROM generate_series(1, 2000) n;",
        "INSERT INTO invoice SELECT n, n, n, n FROM generate_series(1, 2000) n;",
        "CREATE VIEW unpaid AS SELECT id, code FROM invoice WHERE note <> 'paid';",
        "CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';",
        "CREATE SCHEMA archive;",
        "CREATE TABLE archive.old (id serial PRIMARY KEY, feeling mood);",
        "CREATE TABLE part (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);",
        "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');",
        "CREATE TABLE part_2 (id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day));",
        "CREATE INDEX part_2_day ON part_2 (day);",
        "CREATE TABLE \"Odd name\" (\"a.b\" int);"
    };

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "receipt");
    }

    /** Statements, then what is told of them, further in. */
    static Stream<Arguments> steps() throws Exception {
        Path file = Path.of(ReceiptIT.class.getResource("receipts.txt").toURI());
        return Stream.of(Files.readString(file).strip().split("\n\n"))
                .map(step -> Arguments.of(
                        step.lines().filter(line -> !line.startsWith("    ")).collect(Collectors.joining("\n")),
                        step.lines()
                                .filter(line -> line.startsWith("    "))
                                .map(String::strip)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepIsToldAsPostgresSawItAndWhatIsExpectedIsThere(String sql, List<String> results) throws Exception {
        assertThat(engine.write("V1__before.sql", BEFORE).run().status()).isEqualTo(RunStatus.SUCCEEDED);
        engine.execute("ANALYZE");
        Run run = engine.write("V2__step.sql", sql).run();

        assertThat(run.errors()).isEmpty();
        assertThat(engine.comparable(run.results())).isEqualTo(engine.comparable(results));
        assertThat(ExpectedState.differences(engine.dataSource)).isEmpty();
    }
}
