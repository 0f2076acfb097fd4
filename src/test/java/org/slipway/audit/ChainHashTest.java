package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainHashTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.000001Z");
    private static final String[] PIECES = {null, "", "a", "b", "ab", "\0\0\0\1", "-1", "ä", "=", "\"", "\n", "<script>"
    };

    /** Texts that are each other's parts, so that a boundary that is not marked shows. */
    @Test
    void noTwoDifferentRowsEncodeAlike() {
        Random random = new Random(17);
        Map<String, AuditEvent> seen = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            AuditEvent event = new AuditEvent(
                    random.nextInt(2),
                    random.nextBoolean() ? NOON : null,
                    piece(random),
                    piece(random),
                    piece(random),
                    piece(random),
                    piece(random),
                    random.nextBoolean() ? (long) random.nextInt(2) : null,
                    piece(random),
                    null);
            AuditEvent other = seen.putIfAbsent(HexFormat.of().formatHex(ChainHash.encoded(event)), event);
            assertThat(other == null || other.equals(event))
                    .as("%s and %s", event, other)
                    .isTrue();
        }
    }

    private static String piece(Random random) {
        return PIECES[random.nextInt(PIECES.length)];
    }

    @Test
    void everyColumnAndThePreviousHashChangeTheHash() {
        AuditEvent event = new AuditEvent(1, NOON, "RUN_ENDED", "ada", "admin", "::1", "n", 4L, "d", null);
        List<String> hashes = new ArrayList<>();
        hashes.add(ChainHash.of(ChainHash.START, event));
        hashes.add(ChainHash.of("1" + ChainHash.START.substring(1), event));
        List.of(
                        new AuditEvent(2, NOON, "RUN_ENDED", "ada", "admin", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON.plusNanos(1000), "RUN_ENDED", "ada", "admin", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDEd", "ada", "admin", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", null, "admin", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "", "admin", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "ada", "viewer", "::1", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "ada", "admin", "::2", "n", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "ada", "admin", "::1", "m", 4L, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "ada", "admin", "::1", "n", null, "d", null),
                        new AuditEvent(1, NOON, "RUN_ENDED", "ada", "admin", "::1", "n", 4L, "e", null))
                .forEach(other -> hashes.add(ChainHash.of(ChainHash.START, other)));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    /** Computed by hand, as the documentation says: nobody may change what the hashes of existing trails are made of. */
    @Test
    void theEncodingNeverChanges() {
        AuditEvent event = new AuditEvent(1, Instant.EPOCH, "RUN_ENDED", "ä", "", null, "n", 4L, null, null);

        assertThat(HexFormat.of().formatHex(ChainHash.encoded(event)))
                .isEqualTo("00000008" + "0000000000000001" // id
                        + "00000008" + "0000000000000000" // occurred_at
                        + "00000009" + "52554e5f454e444544" // action
                        + "00000002" + "c3a4" // actor
                        + "00000000" // roles
                        + "ffffffff" // address
                        + "00000001" + "6e" // node
                        + "00000008" + "0000000000000004" // run_id
                        + "ffffffff"); // detail
    }
}
