package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalRateTest {
    @Test
    void aHundredAMinuteAreToldAndTheOthersAreCounted() {
        AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
        RefusalRate rate = new RefusalRate(time::get);
        for (int i = 0; i < 100; i++) {
            assertThat(rate.next()).isEqualTo(OptionalLong.of(0));
        }
        for (int i = 0; i < 1234; i++) {
            assertThat(rate.next()).isEmpty();
        }

        time.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(rate.next()).isEqualTo(OptionalLong.of(1234));
        assertThat(rate.next()).isEqualTo(OptionalLong.of(0));
    }
}
