package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console's code only ever adds to the trail. */
class AppendOnlyTest {
    private static final Path SOURCES = Path.of("src/main/java/org/slipway");
    private static final Pattern CHANGE =
            Pattern.compile("\\b(UPDATE|DELETE|TRUNCATE|MERGE|DROP|ON CONFLICT)\\b(?!_)", Pattern.CASE_INSENSITIVE);

    @Test
    void nothingOfTheTrailsCodeChangesARow() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES.resolve("audit"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(literals(file)).doesNotContainPattern(CHANGE));
        }
    }

    @Test
    void nobodyElseKnowsTheTable() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(SOURCES.resolve("audit")))
                            .filter(file -> text(file).contains("audit_event")
                                    || text(file).contains("AUDIT_EVENT"))
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("HistorySchema.java", "AuditTable.java");
        }
    }

    /** Comments may say what they like. */
    private static String literals(Path file) {
        return Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"")
                .matcher(text(file))
                .results()
                .map(literal -> literal.group())
                .reduce("", (all, literal) -> all + "\n" + literal);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
