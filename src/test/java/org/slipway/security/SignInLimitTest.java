package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
    /** Starts where {@link System#nanoTime} may: anywhere, also below zero. */
    private final AtomicLong now = new AtomicLong(-3_000_000_000L);

    private final SignInLimit limit = new SignInLimit(10, Duration.ofSeconds(1), now::get);

    @Test
    void tenTriesAtOnceAndThenOneASecond() {
        assertThat(triesAllowed("a")).isEqualTo(10);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(triesAllowed("a")).isEqualTo(1);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(triesAllowed("a")).isEqualTo(10);
    }

    @Test
    void oneKeysTriesAreNotAnothers() {
        triesAllowed("a");

        assertThat(limit.tryOnce("b")).isTrue();
    }

    @Test
    void whatIsForgottenCostsNothing() {
        triesAllowed("a");
        limit.forget("a");

        assertThat(triesAllowed("a")).isEqualTo(10);
    }

    @Test
    void aTryThatIsTakenBackCanBeMadeAgain() {
        triesAllowed("a");
        limit.takeBack("a");
        limit.takeBack("unknown");

        assertThat(triesAllowed("a")).isEqualTo(1);
        assertThat(triesAllowed("unknown")).isEqualTo(10);
    }

    @Test
    void aFloodOfKeysDoesNotFillTheMemory() {
        IntStream.range(0, 50_000).forEach(i -> limit.tryOnce("key " + i));

        assertThat(limit.keys()).isEqualTo(10_000);
    }

    private long triesAllowed(String address) {
        return IntStream.range(0, 100).filter(i -> limit.tryOnce(address)).count();
    }
}
