package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a\nb\r\tc", "a?b??c"),
                Arguments.of("nul \0 there", "nul ? there"),
                Arguments.of("\u202eevil", "?evil"),
                Arguments.of("half \ud83d alone", "half ? alone"),
                Arguments.of("whole \ud83d\ude00", "whole \ud83d\ude00"),
                Arguments.of("a\u2028line", "a?line"),
                Arguments.of("\ud83d\ude00".repeat(21), "\ud83d\ude00".repeat(20) + "…"),
                Arguments.of("=1+1 \"<script>' ä", "=1+1 \"<script>' ä"),
                Arguments.of("", ""),
                Arguments.of(null, null));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsOneVisibleLineAndNotLong(String typed, String kept) {
        assertThat(AuditText.clean(typed, 20)).isEqualTo(kept);
    }

    @Test
    void aDatabaseWithoutUnicodeGetsAsciiOnly() {
        assertThat(AuditText.ascii("Zoë €")).isEqualTo("Zo? ?");
    }
}
