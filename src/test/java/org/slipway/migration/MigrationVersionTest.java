package org.slipway.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "001", "1.0", "1.0.0", "01_00"})
    void leadingZerosAndTrailingZeroPartsDoNotCount(String written) {
        assertThat(MigrationVersion.of(written))
                .isEqualTo(MigrationVersion.of("1"))
                .hasSameHashCodeAs(MigrationVersion.of("1"))
                .isEqualByComparingTo(MigrationVersion.of("1"));
    }

    @Test
    void partsAreComparedAsNumbersOfAnySize() {
        assertThat(Stream.of(
                                "10",
                                "2",
                                "1.10",
                                "1.9",
                                "1",
                                "0",
                                "20240101120000000000001",
                                "20240101120000000000000",
                                "1.0.1")
                        .map(MigrationVersion::of)
                        .sorted()
                        .map(MigrationVersion::toString))
                .containsExactly(
                        "0",
                        "1",
                        "1.0.1",
                        "1.9",
                        "1.10",
                        "2",
                        "10",
                        "20240101120000000000000",
                        "20240101120000000000001");
    }

    @Test
    void theTextKeepsLeadingZerosAndHasDots() {
        assertThat(MigrationVersion.of("001_02")).hasToString("001.02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1a", "1..2", ".1", "1.", "-1", "+1", "1 ", "1-2", "١", "_1"})
    void anythingButWholeNumbersIsNoVersion(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.of(written))
                .withMessageContaining("'" + written + "'")
                .withMessageContaining("whole numbers");
    }
}
