package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditReaderIT {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private AuditDatabase database;

    /** Two a minute, by ada and eve in turn; the last one happened before all others and had to wait. */
    @BeforeEach
    void write() throws SQLException {
        database = new AuditDatabase("audit_reader").withTables();
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            AuditAction action = i % 3 == 0 ? AuditAction.RUN_ENDED : AuditAction.SIGNED_IN;
            Long run = i % 3 == 0 ? Long.valueOf(i / 3) : null;
            entries.add(entry(NOON.plusSeconds(30L * i), action, i % 2 == 0 ? "eve" : "ada", run));
        }
        entries.add(entry(NOON, AuditAction.SIGN_IN_REFUSED, "=\"<a>\n", null));
        database.append(entries);
    }

    private static AuditEntry entry(Instant at, AuditAction action, String actor, Long run) {
        return new AuditEntry(at, action, actor, "admin", "192.0.2.1", "node", run, "d");
    }

    @Test
    void eventsAreListedNewestFirstByTheirTimePageByPage() {
        assertThat(ids(AuditFilter.ALL, 4, null)).containsExactly(9L, 8L, 7L, 6L);
        assertThat(ids(AuditFilter.ALL, 4, 6L)).containsExactly(5L, 4L, 3L, 2L);
        assertThat(ids(AuditFilter.ALL, 4, 2L)).containsExactly(1L, 10L);
        assertThat(ids(AuditFilter.ALL, 4, 10L)).isEmpty();
        assertThat(ids(AuditFilter.ALL, 4, 4711L)).isEmpty();
    }

    @Test
    void filtersAreCombined() {
        Instant minuteOne = NOON.plusSeconds(60);
        assertThat(ids(new AuditFilter("ada", null, null, null, null))).containsExactly(9L, 7L, 5L, 3L, 1L);
        assertThat(ids(new AuditFilter("ad", null, null, null, null))).isEmpty();
        assertThat(ids(new AuditFilter("=\"<a>\n", null, null, null, null)))
                .as("as it was typed")
                .containsExactly(10L);
        assertThat(ids(new AuditFilter("\0", null, null, null, null))).isEmpty();
        assertThat(ids(new AuditFilter(null, AuditAction.RUN_ENDED, null, null, null)))
                .containsExactly(9L, 6L, 3L);
        assertThat(ids(new AuditFilter(null, null, minuteOne, null, null))).hasSize(8);
        assertThat(ids(new AuditFilter(null, null, null, minuteOne, null))).containsExactly(1L, 10L);
        assertThat(ids(new AuditFilter(null, null, null, null, 2L))).containsExactly(6L);
        assertThat(ids(new AuditFilter("eve", AuditAction.RUN_ENDED, minuteOne, Instant.MAX, 2L)))
                .containsExactly(6L);
        assertThat(ids(new AuditFilter(null, null, Instant.MIN, Instant.MAX, null)))
                .hasSize(10);
    }

    @Test
    void anExportIsInTheChainsOrder() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        database.reader()
                .export(new AuditFilter(null, AuditAction.SIGN_IN_REFUSED, null, null, null), AuditExport.CSV, out);
        String hash = database.events().get(9).hash();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("id,at,action,actor,roles,address,node,run,detail,hash\r\n"
                        + "10,2026-03-02T12:00:00Z,SIGN_IN_REFUSED,\"'=\"\"<a>?\",admin,192.0.2.1,node,,d," + hash
                        + "\r\n");
        out.reset();

        database.reader().export(AuditFilter.ALL, AuditExport.CSV, out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .extracting(line -> line.split(",")[0])
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    private List<Long> ids(AuditFilter filter) {
        return ids(filter, 100, null);
    }

    private List<Long> ids(AuditFilter filter, int limit, Long before) {
        return database.reader().list(filter, limit, before).stream()
                .map(AuditEvent::id)
                .toList();
    }
}
