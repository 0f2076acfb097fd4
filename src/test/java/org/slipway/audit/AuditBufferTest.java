package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditBufferTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AuditBuffer buffer = new AuditBuffer();

    @Test
    void whatDoesNotFitIsCountedAndToldWhenTheRestIsWritten() {
        for (int i = 0; i < 1017; i++) {
            assertThat(buffer.add(entry(AuditAction.SIGNED_IN, i))).isEqualTo(i < 1000);
        }

        List<AuditEntry> kept = buffer.first(2000);
        assertThat(kept).hasSize(1000).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        buffer.removeFirst(999);
        assertThat(buffer.first(10)).hasSize(1);
        buffer.removeFirst(1);
        assertThat(buffer.first(10))
                .extracting(AuditEntry::action, AuditEntry::detail)
                .containsExactly(tuple(
                        AuditAction.EVENTS_LOST,
                        "17 events from 2026-03-02T12:16:40Z to 2026-03-02T12:16:56Z could not be kept while they waited"
                                + " for the database; the server's log has them."));
        buffer.removeFirst(1);
        assertThat(buffer.first(10)).isEmpty();
    }

    @Test
    void refusalsLeaveRoomForWhatAdminsDo() {
        for (int i = 0; i < 2000; i++) {
            buffer.add(entry(AuditAction.SIGN_IN_REFUSED, i));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(buffer.add(entry(AuditAction.SIGNED_IN, i))).isTrue();
        }

        assertThat(buffer.first(2000)).hasSize(1000);
        buffer.removeFirst(1);
        assertThat(buffer.add(entry(AuditAction.SIGN_IN_REFUSED, 0))).isTrue();
    }

    private static AuditEntry entry(AuditAction action, int second) {
        return new AuditEntry(NOON.plusSeconds(second), action, "ada", null, null, "node", null, null);
    }
}
