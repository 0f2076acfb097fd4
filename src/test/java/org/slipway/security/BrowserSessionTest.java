package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slipway.security.BrowserSession.SignedIn;

class BrowserSessionTest {
    @Test
    void aSessionEndsAtItsLimitHoweverBusyItWas() {
        Instant since = Instant.parse("2026-01-01T08:00:00Z");
        SignedIn signedIn = new SignedIn(new Caller("alice", Set.of()), since, null);
        Duration day = Duration.ofHours(8);

        assertThat(signedIn.isOver(since, day)).isFalse();
        assertThat(signedIn.isOver(since.plus(day).minusMillis(1), day)).isFalse();
        assertThat(signedIn.isOver(since.plus(day), day)).isTrue();
    }
}
