package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.migration.Check;
import org.slipway.migration.Checksum;
import org.slipway.migration.Directive;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

class ScriptAnalysisTest {
    @TempDir
    Path temporary;

    private MigrationFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationFolder(temporary);
    }

    @Test
    void directivesAreKeptAsUnderstood() {
        assertThat(understood(
                                "-- slipway:step  Fill the table ",
                                "--slipway:LOCK-TIMEOUT 200 ms",
                                "SELECT 1;",
                                "-- slipway:check a: SELECT 1;")
                        .directives())
                .containsExactly(
                        new Directive(1, "step", "Fill the table"),
                        new Directive(2, "lock-timeout", "200 ms"),
                        new Directive(4, "check", "a: SELECT 1;"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "200ms, 200", "5s, 5000", "10min, 600000", "2h, 7200000", "1d, 86400000"})
    void timeoutsHaveAUnit(String written, long millis) {
        assertThat(understood("-- slipway:lock-timeout " + written, "SELECT 1")
                        .steps()
                        .get(0)
                        .lockTimeout())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5m", "-1s", "1.5s", "five", "99999999999s", "25d", "5s 5s"})
    void aMalformedTimeoutIsRefused(String written) {
        assertProblem(2, "slipway:statement-timeout", "SELECT 1;", "-- slipway:statement-timeout " + written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- slipway:steps x", "-- slipway:", "-- slipway: step", "--slipway:no_transaction"})
    void anUnknownDirectiveIsRefused(String comment) {
        assertProblem(2, "is not a directive", "SELECT 1;", comment);
    }

    @Test
    void directivesThatContradictThemselvesAreRefused() {
        assertProblem(2, "second", "-- slipway:lock-timeout 1s", "-- slipway:lock-timeout 2s", "SELECT 1;");
        assertProblem(1, "no value", "-- slipway:no-transaction please", "SELECT 1;");
    }

    @Test
    void aStepInsideAStatementIsRefused() {
        assertProblem(2, "inside a statement", "SELECT 1", "-- slipway:step x", ", 2;");
    }

    @Test
    void textThatOnlyLooksLikeADirectiveIsNone() {
        Migration migration = understood(
                "SELECT '",
                "-- slipway:unknown",
                "', $$",
                "-- slipway:unknown",
                "$$; -- slipway:unknown behind a statement",
                "/* slipway:unknown */",
                "COPY a FROM stdin;",
                "-- slipway:unknown",
                "\\.",
                "-- see slipway:unknown");
        assertThat(migration.directives()).isEmpty();
    }

    @Test
    void aCheckHasANameAndOneQuestion() {
        assertThat(understood(
                                "-- slipway:check invoice exists: SELECT to_regclass('invoice') IS NOT NULL;",
                                "-- slipway:check other:SELECT ';'::text ",
                                "SELECT 1;")
                        .checks())
                .containsExactly(
                        new Check("invoice exists", "SELECT to_regclass('invoice') IS NOT NULL", 1),
                        new Check("other", "SELECT ';'::text", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name:",
                ": SELECT 1",
                "name: ;",
                "name: SELECT 1; SELECT 2",
                "name: SELECT 'x",
                "name: COMMIT",
                "name: \\d",
                "name: -- nothing"
            })
    void aMalformedCheckIsRefused(String value) {
        assertProblem(2, "slipway:check", "SELECT 1;", "-- slipway:check " + value);
    }

    @Test
    void documentationIsTheFirstCommentBlockWithoutDirectives() {
        assertThat(understood(
                                "",
                                "--",
                                "-- Invoices,",
                                "-- slipway:lock-timeout 1s",
                                "--   and their lines.",
                                "--",
                                "",
                                "-- Not this.",
                                "SELECT 1;",
                                "-- Nor this.")
                        .documentation())
                .isEqualTo("Invoices,\n  and their lines.");
    }

    @Test
    void aBlockCommentIsDocumentationToo() {
        assertThat(understood("/**", " * Invoices.", " *", " * More.", " */", "-- no", "SELECT 1;")
                        .documentation())
                .isEqualTo("Invoices.\n\nMore.");
        assertThat(understood("/* Invoices */ SELECT 1;").documentation()).isEqualTo("Invoices");
    }

    @Test
    void drawnLinesAreNoDocumentation() {
        assertThat(understood("-----------", "-- Invoices", "-- ========", "SELECT 1;")
                        .documentation())
                .isEqualTo("Invoices");
    }

    @Test
    void withoutACommentBeforeTheFirstStatementThereIsNoDocumentation() {
        assertThat(understood("SELECT", "-- inside", "1;", "-- after").documentation())
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongWithAScriptIsReportedTogether() {
        folder.write(
                "V1__x.sql", "-- slipway:wrong", "SELECT 1;", "-- slipway:lock-timeout x", "ROLLBACK;", "SELECT 'x");
        assertThat(MigrationFolder.places(folder.read()))
                .containsExactly("V1__x.sql:1", "V1__x.sql:3", "V1__x.sql:4", "V1__x.sql:5");
    }

    @ParameterizedTest
    @CsvSource({"SELECT 'x", "/* x", "SELECT $a$ x $b$", "SELECT \"x", "\\connect x"})
    void whatCannotBeDividedIsRefusedWithItsLine(String statement) {
        assertProblem(3, "", "SELECT 1;", "", statement);
    }

    @Test
    void theChecksumOfAScriptWithAProblemIsThatOfItsWholeText() {
        String filler = "-- filler ".repeat(50_000);
        folder.write("V1__x.sql", "\\connect x", filler);
        assertThat(folder.read().migrations())
                .singleElement()
                .extracting(Migration::checksum)
                .isEqualTo(Checksum.of("\\connect x" + filler));
    }

    private Migration understood(String... lines) {
        folder.write("V1__x.sql", lines);
        return folder.only();
    }

    private void assertProblem(int line, String message, String... lines) {
        folder.write("V1__x.sql", lines);
        assertThat(folder.read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem).extracting(Problem::script).isEqualTo("V1__x.sql");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }
}
