package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {
    private static List<String> tokens(String text) {
        return SqlTokens.of(text).stream()
                .map(token -> token.kind() + " " + token.of(text))
                .toList();
    }

    @Test
    void aTextIsDividedIntoWhatAReaderTellsApart() {
        assertThat(tokens("-- note\nSELECT id, 'it''s', \"Id\", 1.5e3 FROM t /* x */ WHERE f($a$ 'b' $a$);"))
                .containsExactly(
                        "COMMENT -- note",
                        "OTHER \n",
                        "KEYWORD SELECT",
                        "OTHER  id, ",
                        "STRING 'it''s'",
                        "OTHER , ",
                        "QUOTED_IDENTIFIER \"Id\"",
                        "OTHER , ",
                        "NUMBER 1.5e3",
                        "OTHER  ",
                        "KEYWORD FROM",
                        "OTHER  t ",
                        "COMMENT /* x */",
                        "OTHER  ",
                        "KEYWORD WHERE",
                        "OTHER  f(",
                        "DOLLAR_STRING $a$ 'b' $a$",
                        "OTHER );");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "select 'a\n;", "/* /* */", "$$ $", "\"a", "E'\\", "\\d t", "a\0b", "\uFEFFselect"})
    void whatCannotRunCanBeShown(String text) {
        assertThat(joined(text)).isEqualTo(text);
    }

    @Test
    void anUnterminatedQuoteIsTheRestOfTheText() {
        assertThat(tokens("select 'a; b\n")).containsExactly("KEYWORD select", "OTHER  ", "STRING 'a; b\n");
    }

    @Test
    void anEmptyTextHasNoTokens() {
        assertThat(SqlTokens.of("")).isEmpty();
    }

    @Test
    void tokensCoverEveryTextWithoutGaps() {
        Random random = new Random(1);
        String alphabet = "a1 '\"$-/*\\\n;.:eE(\0é";
        for (int i = 0; i < 3_000; i++) {
            String text = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(index -> alphabet.substring(index, index + 1))
                    .collect(Collectors.joining());
            assertThat(joined(text)).isEqualTo(text);
        }
        String longText = "select 'a' -- b\n, $$c$$ /* d */;\n".repeat(10_000);
        assertThat(joined(longText)).isEqualTo(longText);
    }

    private static String joined(String text) {
        int end = 0;
        for (SqlToken token : SqlTokens.of(text)) {
            assertThat(token.start()).isEqualTo(end);
            assertThat(token.end()).isGreaterThan(end);
            end = token.end();
        }
        return text.substring(0, end);
    }
}
