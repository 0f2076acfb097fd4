package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
    /** Starts where {@link System#nanoTime} may: anywhere, also below zero. */
    private final AtomicLong now = new AtomicLong(-3_000_000_000L);

    private final SignInLimit limit = new SignInLimit(now::get);

    @Test
    void tenWrongPasswordsAtOnceAndThenOneASecond() {
        assertThat(triesAllowed("a")).isEqualTo(10);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(triesAllowed("a")).isEqualTo(1);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(triesAllowed("a")).isEqualTo(10);
    }

    @Test
    void whoFailsFromOneAddressKeepsNobodyOutAtAnother() {
        triesAllowed("a");

        assertThat(limit.tryFrom("b")).isTrue();
    }

    @Test
    void aRightPasswordForgetsWhatCameBefore() {
        triesAllowed("a");
        limit.succeeded("a");

        assertThat(triesAllowed("a")).isEqualTo(10);
    }

    private long triesAllowed(String address) {
        return IntStream.range(0, 100).filter(i -> limit.tryFrom(address)).count();
    }
}
