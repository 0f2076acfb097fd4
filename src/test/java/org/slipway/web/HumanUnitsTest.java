package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, under 1 ms",
        "-5, under 1 ms",
        "1, 1 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "1999, 1.9 s",
        "59999, 59.9 s",
        "60000, 1 min",
        "125000, 2 min 5 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h",
        "11520000, 3 h 12 min",
        "86400000, 1 d",
        "187200000, 2 d 4 h",
    })
    void aDurationHasTwoNeighbouringUnitsAtMost(long millis, String text) {
        assertThat(HumanUnits.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1500, 1.5 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "104857600, 104.9 MB",
        "1099511627776, 1.1 TB",
        "5000000000000000, 5000.0 TB",
    })
    void aSizeHasADecimalUnit(long bytes, String text) {
        assertThat(HumanUnits.size(bytes)).isEqualTo(text);
    }

    @Test
    void anInstantSaysItsZone() {
        Instant instant = Instant.parse("2026-01-02T03:04:05.678Z");
        assertThat(HumanUnits.readable(instant)).isEqualTo("2026-01-02 03:04:05 UTC");
        assertThat(HumanUnits.exact(instant)).isEqualTo("2026-01-02 03:04:05.678 UTC");
    }

    @Test
    void largeNumbersAreGrouped() {
        assertThat(HumanUnits.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void whatIsNotThereIsAnEmptyText() {
        UnitsBean units = new UnitsBean();
        assertThat(units.duration(null)).isEmpty();
        assertThat(units.readable(null)).isEmpty();
        assertThat(units.exact(null)).isEmpty();
        assertThat(units.elapsed(null, null)).isEmpty();
    }
}
