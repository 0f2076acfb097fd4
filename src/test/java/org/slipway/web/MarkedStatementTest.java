package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedStatementTest {
    @Test
    void theWordAtTheMarkIsMarked() {
        assertThat(MarkedStatement.of("SELECT nmae FROM t", 7))
                .isEqualTo(new MarkedStatement("SELECT ", "nmae", " FROM t"));
    }

    @Test
    void aSignThatIsNoWordIsMarkedAlone() {
        assertThat(MarkedStatement.of("SELECT (;", 7)).isEqualTo(new MarkedStatement("SELECT ", "(", ";"));
    }

    @Test
    void theEndCanBeMarked() {
        assertThat(MarkedStatement.of("SELECT", 6)).isEqualTo(new MarkedStatement("SELECT", " ", ""));
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalves() {
        assertThat(MarkedStatement.of("a 😀b", 2)).isEqualTo(new MarkedStatement("a ", "😀", "b"));
    }

    @Test
    void withoutAMarkThereIsOnlyText() {
        assertThat(MarkedStatement.of("SELECT 1", -1)).isEqualTo(new MarkedStatement("SELECT 1", "", ""));
        assertThat(MarkedStatement.of("SELECT 1", 99)).isEqualTo(new MarkedStatement("SELECT 1", "", ""));
    }
}
