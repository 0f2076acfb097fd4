package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderReaderTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "a ${x} b|a [x] b",
                "${x}${y}|[x][y]",
                "'${x}' -- ${y}|'[x]' -- [y]",
                "$$ $ {x} $|$$ $ {x} $",
                "$${x}|$[x]",
                "$ ${ x }|$ [ x ]",
                "${}|[]",
                "}${x}}|}[x]}",
                "${a${b}|[a${b]",
                "$|$"
            },
            delimiter = '|')
    void eachPlaceholderIsReplacedAndNothingElse(String text, String expected) throws IOException {
        assertThat(replaced(text, "${", "}")).isEqualTo(expected);
    }

    @Test
    void prefixAndSuffixAreConfigurable() throws IOException {
        assertThat(replaced("<<%x%>> <%y%> < %>", "<%", "%>")).isEqualTo("<[x]> [y] < %>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 8194, 8440, 8452, 20_000})
    void placeholdersAreFoundAcrossTheEdgesOfBuffers(int before) throws IOException {
        String text = "x".repeat(before);
        assertThat(replaced(text + "${name}$" + text, "${", "}")).isEqualTo(text + "[name]$" + text);
    }

    @Test
    void aValueIsNotSearchedAgain() throws IOException {
        assertThat(read(reader("${a}", (name, line) -> "${b}"))).isEqualTo("${b}");
    }

    @Test
    void aLongValueAndAnEmptyOneAreReplaced() throws IOException {
        String value = "v".repeat(50_000);
        assertThat(read(reader("${long}|${empty}", (name, line) -> name.equals("long") ? value : "")))
                .isEqualTo(value + "|");
        assertThat(read(reader("${empty}", (name, line) -> ""))).isEmpty();
    }

    @Test
    void linesAreThoseOfTheFileWhateverTheValuesHave() throws IOException {
        List<Integer> lines = new ArrayList<>();
        read(reader("${a}\n\r\n${b}${c}\n${d}", (name, line) -> {
            lines.add(line);
            return "x\ny\n";
        }));
        assertThat(lines).containsExactly(1, 3, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n${x", "a\n${x\n}", "a\n${", "\n${\n"})
    void aPlaceholderEndsInItsLine(String text) {
        ScriptException refused = catchThrowableOfType(ScriptException.class, () -> replaced(text, "${", "}"));
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused).hasMessageContaining("'${'").hasMessageContaining("'}'");
    }

    @Test
    void aPlaceholderWithoutEndInALongLineIsRefusedWithoutKeepingTheLine() {
        assertThat(catchThrowableOfType(
                                ScriptException.class, () -> replaced("${" + "x".repeat(1_000_000) + "}", "${", "}"))
                        .line())
                .isEqualTo(1);
    }

    @Test
    void anEmptyPrefixIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> replaced("x", "", "}"));
    }

    private static String replaced(String text, String prefix, String suffix) throws IOException {
        return read(new PlaceholderReader(new StringReader(text), prefix, suffix, (name, line) -> "[" + name + "]"));
    }

    private static Reader reader(String text, PlaceholderReader.Resolver resolver) {
        return new PlaceholderReader(new StringReader(text), "${", "}", resolver);
    }

    private static String read(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }
}
