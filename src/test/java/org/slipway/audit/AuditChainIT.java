package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slipway.audit.AuditDatabase.ADA;
import static org.slipway.audit.AuditDatabase.SCHEMA;
import static org.slipway.audit.AuditDatabase.TABLE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.audit.ChainVerification.ChainBreak;
import org.slipway.audit.ChainVerification.ChainBreak.Kind;

/** What becomes of those who tamper with the trail. */
class AuditChainIT {
    private AuditDatabase database;

    @BeforeEach
    void start() throws SQLException {
        database = new AuditDatabase("audit").withTables();
    }

    private void appendTen() throws SQLException {
        database.append("1", "2", "3");
        database.append("4", "5", "6", "7", "8", "9", "10");
    }

    @Test
    void anIntactChainTellsItsEnd() throws SQLException {
        assertThat(database.verify())
                .usingRecursiveComparison()
                .ignoringFields("took")
                .isEqualTo(new ChainVerification(true, 0, 0, null, null, null));
        appendTen();

        ChainVerification verification = database.verify();

        AuditEvent last = database.events().get(9);
        assertThat(verification)
                .usingRecursiveComparison()
                .ignoringFields("took")
                .isEqualTo(new ChainVerification(true, 10, 10, last.hash(), null, null));
        assertThat(verification.intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'eve'",
                "actor = NULL",
                "roles = NULL",
                "roles = ''",
                "address = '192.0.2.2'",
                "node = node || ' '",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "occurred_at = 'infinity'",
                "occurred_at = '4713-01-01 BC'",
                "action = 'SIGNED_OUT'",
                "run_id = 1",
                "detail = NULL",
                "hash = sha256('x')"
            })
    void aChangedRowIsFoundWhateverWasChanged(String change) throws SQLException {
        appendTen();

        database.tamper("UPDATE " + TABLE + " SET " + change + " WHERE id = 4");

        assertBroken(
                4,
                Kind.HASH_DIFFERS,
                "Event 4 is not as it was written: its hash does not follow from it and" + " event 3.");
    }

    @Test
    void evenWithoutItsConstraintsATableIsReadAndFoundBroken() throws SQLException {
        appendTen();

        database.tamper("ALTER TABLE " + TABLE + " ALTER hash DROP NOT NULL, ALTER node DROP NOT NULL,"
                + " ALTER occurred_at DROP NOT NULL; UPDATE " + TABLE
                + " SET hash = NULL, node = NULL, occurred_at = NULL WHERE id IN (4, 10)");
        database.append("11");

        assertThat(database.verify().broken()).extracting(ChainBreak::id).isEqualTo(4L);
        assertThat(database.events()).hasSize(11);
    }

    @Test
    void aDeletedRowLeavesAGap() throws SQLException {
        appendTen();
        database.tamper("DELETE FROM " + TABLE + " WHERE id = 5");
        assertBroken(6, Kind.ROWS_MISSING, "Event 5 is missing.");

        database.tamper("DELETE FROM " + TABLE + " WHERE id < 5");

        assertBroken(6, Kind.ROWS_MISSING, "Events 1 to 5 are missing.");
    }

    @Test
    void aDeletedRowIsMissedEvenWhenTheOthersMoveUp() throws SQLException {
        appendTen();

        database.tamper("DELETE FROM " + TABLE + " WHERE id = 5; UPDATE " + TABLE
                + " SET id = -id WHERE id > 5; UPDATE " + TABLE + " SET id = -id - 1 WHERE id < 0");

        assertBroken(5, Kind.HASH_DIFFERS, null);
    }

    @Test
    void swappedRowsAreFound() throws SQLException {
        appendTen();

        database.tamper("UPDATE " + TABLE + " SET id = 0 WHERE id = 4; UPDATE " + TABLE
                + " SET id = 4 WHERE id = 5; UPDATE " + TABLE + " SET id = 5 WHERE id = 0");

        assertBroken(4, Kind.HASH_DIFFERS, null);
    }

    @Test
    void anInsertedRowIsFound() throws SQLException {
        appendTen();

        database.execute(
                "INSERT INTO " + TABLE + " SELECT 11, occurred_at, action, 'eve', roles, address, node, run_id,"
                        + " detail, hash FROM " + TABLE + " WHERE id = 10");

        assertBroken(11, Kind.HASH_DIFFERS, null);
        database.tamper("DELETE FROM " + TABLE + " WHERE id = 11; ALTER TABLE " + TABLE
                + " DROP CONSTRAINT audit_event_pkey; INSERT INTO " + TABLE + " SELECT * FROM " + TABLE
                + " WHERE id = 3");
        assertBroken(3, Kind.ID_REPEATED, null);
    }

    @Test
    void aTailThatIsCutOffIsFoundByWhoNotedItsHash() throws SQLException {
        appendTen();
        AuditEvent noted = database.events().get(7);

        database.tamper("DELETE FROM " + TABLE + " WHERE id > 6");

        assertThat(database.verify().intact()).as("a chain alone can't know").isTrue();
        assertBroken(
                new ChainMark(noted.id(), noted.hash()),
                8,
                Kind.KNOWN_EVENT_MISSING,
                "Event 8 is known and not there: the trail ends with event 6.");
        database.append("7 again", "8 again");
        assertThat(database.verify().intact()).isTrue();
        assertBroken(new ChainMark(noted.id(), noted.hash()), 8, Kind.KNOWN_HASH_DIFFERS, null);
    }

    @Test
    void aChainThatWasMadeAnewIsFoundByWhoNotedAHash() throws SQLException {
        appendTen();
        AuditEvent noted = database.events().get(8);
        ChainMark known = new ChainMark(noted.id(), noted.hash().toUpperCase(Locale.ROOT));
        assertThat(database.reader().verify(known).intact()).isTrue();

        rechainWith("eve was here", 4);

        assertThat(database.verify().intact()).as("a chain alone can't know").isTrue();
        assertBroken(
                known,
                9,
                Kind.KNOWN_HASH_DIFFERS,
                "Event 9 had another hash: it, or one before it, was changed and the chain made anew.");
    }

    /** As one who knows the algorithm. */
    private void rechainWith(String detail, long from) throws SQLException {
        String previous = ChainHash.START;
        for (AuditEvent event : database.events()) {
            AuditEvent changed = event.id() < from
                    ? event
                    : new AuditEvent(
                            event.id(),
                            event.at(),
                            event.action(),
                            event.actor(),
                            event.roles(),
                            event.address(),
                            event.node(),
                            event.runId(),
                            detail,
                            null);
            previous = ChainHash.of(previous, changed);
            database.tamper("UPDATE " + TABLE + " SET detail = '" + changed.detail() + "', hash = '\\x" + previous
                    + "' WHERE id = " + event.id());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s SET actor = 'eve'",
                "UPDATE %s SET actor = 'eve' WHERE false",
                "DELETE FROM %s",
                "TRUNCATE %s",
                "SET session_replication_role = replica; DELETE FROM %s",
                "INSERT INTO %1$s SELECT * FROM %1$s ON CONFLICT (id) DO UPDATE SET actor = 'eve'"
            })
    void theDatabaseItselfRefusesToChangeWhatWasWritten(String sql) throws SQLException {
        appendTen();

        assertThatThrownBy(() -> database.execute(sql.formatted(TABLE)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("the audit trail is append-only: ")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
        assertThat(database.verify().count()).isEqualTo(10);
    }

    @Test
    void nodesThatAppendAtOnceMakeOneChain() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                work.add(nodes.submit(() -> {
                    for (int i = 0; i < 250; i++) {
                        database.append("x");
                        if (i % 50 == 0) {
                            assertThat(database.verify().intact()).isTrue();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            nodes.shutdown();
        }
        assertThat(database.verify())
                .extracting(ChainVerification::intact, ChainVerification::count)
                .containsExactly(true, 1000L);
    }

    /** A frozen node must not keep the others from recording: its lock is waited for shortly, its session ends. */
    @Test
    void aWriterThatHoldsTheChainTooLongIsNotWaitedFor() throws SQLException {
        try (Connection frozen = database.dataSource().getConnection()) {
            frozen.setAutoCommit(false);
            new AuditChain(SCHEMA).append(frozen, List.of(AuditEntry.of(AuditAction.SIGNED_IN, ADA, null, null)));

            assertThatThrownBy(() -> database.append("waits"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("55P03");
        }
        assertThat(database.append("next").get(0).id()).isEqualTo(1);
    }

    @Test
    void ugliestTextsAreKeptExactlyAsTheyAreHashed() throws SQLException {
        for (String text :
                List.of("'; DROP TABLE x; --", "a\nb\0c", "<script>alert(1)</script>", "=1+1", "\\", "\"", "😀", "")) {
            database.append(text);
        }

        assertThat(database.verify().intact()).isTrue();
        assertThat(database.events())
                .extracting(AuditEvent::detail)
                .containsExactly(
                        "'; DROP TABLE x; --", "a?b?c", "<script>alert(1)</script>", "=1+1", "\\", "\"", "😀", "");
    }

    /** The form in the documentation for auditors who trust no Java. */
    @Test
    void postgresqlComputesTheSameHashes() throws Exception {
        appendTen();
        database.append("Zoë 😀", "", null);
        database.append(List.of(AuditEntry.ofConsole(AuditAction.EVENTS_LOST, "x")));
        String sql = Files.readString(Path.of("docs/audit-chain.sql")).replace("slipway.audit_event", TABLE);

        assertThat(database.query(sql)).isNull();
        database.tamper("UPDATE " + TABLE + " SET actor = 'eve' WHERE id = 7");
        assertThat(database.query(sql)).isEqualTo("7");
        database.tamper("UPDATE " + TABLE + " SET actor = 'ada' WHERE id = 7; DELETE FROM " + TABLE + " WHERE id = 5");
        assertThat(database.query(sql)).isEqualTo("6");
    }

    private void assertBroken(long id, Kind kind, String sentence) {
        assertBroken(null, id, kind, sentence);
    }

    private void assertBroken(ChainMark known, long id, Kind kind, String sentence) {
        ChainBreak broken = database.reader().verify(known).broken();

        assertThat(broken).isNotNull();
        assertThat(broken).isEqualTo(new ChainBreak(id, kind, sentence == null ? broken.sentence() : sentence));
    }
}
