package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every script, shown on scripts that are put together by chance (the same in each run). */
class SqlScriptPropertiesTest {
    private static final String[] PIECES = {
        "select",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        ";",
        ";\n",
        "'",
        "''",
        "\"",
        "$$",
        "$a$",
        "$",
        "--",
        "-",
        "/*",
        "*/",
        "*",
        "(",
        ")",
        "E'",
        "\\'",
        "u&'",
        "1e5",
        ".",
        "1",
        ":",
        "::",
        "create function",
        " begin ",
        " end ",
        " case ",
        "😀",
        "é",
        "\t",
        "\f",
        "\u000B",
        "copy t from stdin",
        "\\.",
        "\n\\.\n",
        "select 1;",
        "x",
        ",",
        "-- c\n",
        "/* c */",
        "set standard_conforming_strings=off;\n",
        "\\",
        "\0",
        "=",
        "$1",
        "\\restrict x\n"
    };

    private static String anyScript(int seed, int pieces) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Statements, and how it ended. */
    private static List<Object> outcome(Reader reader) throws IOException {
        List<Object> all = new ArrayList<>();
        try (SqlScript script = new SqlScript(reader, all::add)) {
            for (SqlStatement statement; (statement = script.next()) != null; ) {
                all.add(statement);
            }
        } catch (SqlSyntaxException e) {
            all.add(e.getMessage() + e.line() + ":" + e.column());
        }
        return all;
    }

    @RepeatedTest(20)
    void whereTheReaderPausesChangesNothing(RepetitionInfo repetition) throws IOException {
        for (int i = 0; i < 500; i++) {
            String text = anyScript(repetition.getCurrentRepetition() * 1_000 + i, 40);
            assertThat(outcome(new HaltingReader(text))).as(text).isEqualTo(outcome(new StringReader(text)));
        }
    }

    @RepeatedTest(20)
    void whereTheBufferEndsChangesNothing(RepetitionInfo repetition) throws Exception {
        for (int i = 0; i < 20; i++) {
            String text = anyScript(repetition.getCurrentRepetition() * 1_000 + i, 40);
            String filler = "select 1; ".repeat(3_276) + "\n";
            assertThat(endings(filler + text)).as(text).isEqualTo(endings("select 1;\n" + text));
        }
    }

    private static List<String> endings(String text) throws IOException {
        return outcome(new StringReader(text)).stream()
                .map(entry -> entry instanceof SqlStatement statement
                        ? statement.line() + ":" + statement.column() + statement.text()
                        : entry.toString())
                .filter(entry -> !entry.startsWith("1:"))
                .toList();
    }

    @RepeatedTest(20)
    void everyCharacterOfAStatementIsFoundWhereItsPositionLeads(RepetitionInfo repetition) throws IOException {
        for (int i = 0; i < 300; i++) {
            String text = anyScript(repetition.getCurrentRepetition() * 1_000 + i, 60);
            if (!text.contains("\0")) {
                assertPositions(text);
            }
        }
    }

    private static void assertPositions(String script) throws IOException {
        String[] lines = script.split("\n", -1);
        for (Object entry : outcome(new StringReader(script))) {
            if (entry instanceof SqlStatement statement) {
                assertPositions(statement, lines, script);
            }
        }
    }

    private static void assertPositions(SqlStatement statement, String[] lines, String script) {
        int[] characters = statement.text().codePoints().toArray();
        int step = Math.max(1, characters.length / 200);
        for (int i = 0; i < characters.length; i += step) {
            SqlPosition place = statement.locate(i + 1);
            int[] line = lines[place.line() - 1].codePoints().toArray();
            int found = place.column() <= line.length ? line[place.column() - 1] : '\n';
            if (characters[i] == '\n' && found == '\\') {
                continue; // \restrict, which is passed over up to the end of its line
            }
            assertThat(found).as("%s of %s in %s", place, statement, script).isEqualTo(characters[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("realScripts")
    void positionsLeadBackInRealScripts(Path file) throws IOException {
        assertPositions(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    static Stream<Path> realScripts() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("src/test/resources/psql", System.getProperty("regress.directory", ""))) {
            if (!folder.isEmpty()) {
                try (Stream<Path> walk = Files.walk(Path.of(folder))) {
                    files.addAll(walk.filter(file -> file.toString().endsWith(".sql"))
                            .toList());
                }
            }
        }
        return files.stream();
    }

    @RepeatedTest(20)
    void aScriptDividedAtAStatementsEndStaysTheSame(RepetitionInfo repetition) throws Exception {
        for (int i = 0; i < 300; i++) {
            int seed = repetition.getCurrentRepetition() * 1_000 + i;
            String first = anyScript(seed, 30).replace("set standard_conforming_strings=off;", "");
            String second = anyScript(-seed, 30);
            if (endsWithAStatement(first)) {
                assertThat(statementTexts(first + "\n" + second))
                        .as(first + "|" + second)
                        .isEqualTo(joined(statementTexts(first), statementTexts(second)));
            }
        }
    }

    /** One more semicolon is a statement of its own then. */
    private static boolean endsWithAStatement(String text) throws IOException {
        List<Object> more = outcome(new StringReader(text + ";"));
        return more.size() > 1
                && more.get(more.size() - 1) instanceof SqlStatement last
                && last.text().equals(";")
                && more.get(more.size() - 2) instanceof SqlStatement before
                && !before.copyFromStdin();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> statementTexts(String text) throws IOException {
        return outcome(new StringReader(text)).stream()
                .filter(SqlStatement.class::isInstance)
                .map(entry -> ((SqlStatement) entry).text())
                .toList();
    }

    @RepeatedTest(20)
    void nothingIsLostButBlanksCommentsAndData(RepetitionInfo repetition) throws IOException {
        for (int i = 0; i < 300; i++) {
            String text = anyScript(repetition.getCurrentRepetition() * 1_000 + i, 40);
            String sent = String.join("", statementTexts(text));
            List<Object> outcome = outcome(new StringReader(text));
            boolean complete = outcome.stream().noneMatch(String.class::isInstance);
            if (complete && !text.contains("--") && !text.contains("stdin") && !text.contains("\\restrict")) {
                assertThat(sent.replaceAll("[ \t\r\n\f]", "")).isEqualTo(text.replaceAll("[ \t\r\n\f]", ""));
            }
        }
    }

    /** Gives one or two characters at a time. */
    private static final class HaltingReader extends StringReader {
        private int calls;

        HaltingReader(String text) {
            super(text);
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 1 + calls++ % 2));
        }
    }
}
