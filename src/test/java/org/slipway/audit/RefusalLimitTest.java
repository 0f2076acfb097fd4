package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final RefusalLimit limit = new RefusalLimit();

    @Test
    void ofAFloodThirtyAreRecordedAndTheRestIsOneEvent() {
        long through = 0;
        for (int i = 0; i < 1000; i++) {
            through += limit.letsThrough(refusal(AuditAction.SIGN_IN_REFUSED, "user" + i, i)) ? 1 : 0;
        }

        assertThat(through).isEqualTo(30);
        assertThat(limit.countedUntil(NOON.plusSeconds(59))).isEmpty();
        assertThat(limit.hasCounted()).isTrue();
        List<AuditEntry> summaries = limit.countedUntil(NOON.plusSeconds(60));
        assertThat(summaries)
                .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::detail)
                .containsExactly(tuple(
                        AuditAction.REFUSALS_COUNTED,
                        null,
                        "970 more refusals from 100 addresses in the minute from 2026-03-02T12:00:00Z:"
                                + " {SIGN_IN_REFUSED=970}"));
        assertThat(limit.hasCounted()).isFalse();
        assertThat(limit.letsThrough(refusal(AuditAction.TOKEN_REFUSED, null, 1)))
                .isTrue();
    }

    @Test
    void aFloodOfStrangersDoesNotHideWhatIsRefusedToThoseWhoAreKnown() {
        for (int i = 0; i < 100; i++) {
            limit.letsThrough(refusal(AuditAction.ACCESS_REFUSED, null, i));
        }

        assertThat(limit.letsThrough(refusal(AuditAction.ACCESS_REFUSED, "vera", 1)))
                .isTrue();
        assertThat(limit.letsThrough(refusal(AuditAction.SIGN_IN_REFUSED, "vera", 1)))
                .isFalse();
        assertThat(limit.letsThrough(refusal(AuditAction.RUN_REQUESTED, null, 1)))
                .isTrue();
    }

    private static AuditEntry refusal(AuditAction action, String actor, int number) {
        Instant at = NOON.plus(Duration.ofMillis(number));
        return new AuditEntry(at, action, actor, null, "10.0.0." + number % 100, "node", null, null);
    }
}
