package org.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTimeTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "2m, PT2M", "2min, PT2M", "0s, PT0S", "6m, PT5M", "999999999h, PT5M"})
    void aWaitHasAUnitAndAnEnd(String written, Duration meant) {
        assertThat(WaitTime.of(written)).isEqualTo(meant);
    }

    @Test
    void withoutItTheAnswerComesAtOnce() {
        assertThat(WaitTime.of(null)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-1s", "1.5s", "s", "1d", "9999999999s"})
    void anythingElseIsRefusedWithWhatWouldBeRight(String written) {
        assertThatThrownBy(() -> WaitTime.of(written))
                .isInstanceOf(ProblemException.class)
                .hasMessage("wait=" + written + " is not a time: a whole number with ms, s, m or h is expected, such as"
                        + " wait=30s (5m at most).");
    }
}
