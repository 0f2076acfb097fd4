package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.slipway.audit.AuditDatabase.ADA;
import static org.slipway.audit.AuditDatabase.SETTINGS;
import static org.slipway.audit.AuditDatabase.TABLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistorySchema;
import org.slipway.security.Actor;
import org.slipway.security.SecurityEvent;
import org.slipway.testing.Await;
import org.slipway.testing.LosingDataSource;
import org.slipway.testing.TestDatabase;

/** Events that wait for the database. */
class AuditTrailIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private AuditDatabase database;
    private AuditTrail trail;

    @BeforeEach
    void start() {
        database = new AuditDatabase("audit_trail");
        trail = new AuditTrail(database.dataSource(), SETTINGS, threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aFreshDatabaseIsNotTouchedAndWhatHappenedIsWrittenWhenTheTableIsThere() throws SQLException {
        trail.record(AuditAction.SIGNED_IN, ADA, null, "one");
        trail.on(new SecurityEvent(
                SecurityEvent.Kind.SIGN_IN_REFUSED, new Actor("eve\n\0", Set.of(), "192.0.2.9"), "wrong password"));
        assertThat(database.reader().exists()).isFalse();
        assertThat(database.reader().list(AuditFilter.ALL, 10, null)).isEmpty();
        assertThat(database.verify().exists()).isFalse();
        assertThat(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'sli%'"))
                .isEqualTo("0");

        database.withTables();

        assertThat(await(2))
                .extracting(
                        AuditEvent::id,
                        AuditEvent::action,
                        AuditEvent::actor,
                        AuditEvent::roles,
                        AuditEvent::address,
                        AuditEvent::runId,
                        AuditEvent::detail)
                .containsExactly(
                        tuple(1L, "SIGNED_IN", "ada", "admin,viewer", "192.0.2.1", null, "one"),
                        tuple(2L, "SIGN_IN_REFUSED", "eve??", null, "192.0.2.9", null, "wrong password"));
        assertThat(database.verify().intact()).isTrue();
    }

    @Test
    void aSchemaOfAnOlderSlipwayGetsTheTableWithItsNextRun() throws SQLException {
        database.withTables();
        database.execute("DROP TABLE " + TABLE + "; DROP FUNCTION " + AuditDatabase.SCHEMA.quoted()
                + ".audit_event_is_append_only()");

        database.withTables();

        assertThat(database.append("first").get(0).id()).isEqualTo(1);
        assertThatThrownBy(() -> database.execute("TRUNCATE " + TABLE)).hasMessageContaining("append-only");
    }

    @Test
    void eventsWaitForADatabaseThatIsAwayAndKeepTheirOrder() throws Exception {
        try (TestDatabase server = TestDatabase.startOwn()) {
            server.execute(server.createDatabase("away"), "ALTER DATABASE away SET synchronous_commit = on");
            DataSource away = server.dataSource("away");
            try (Connection connection = away.getConnection()) {
                Transaction.on(connection, transaction -> {
                    AuditDatabase.SCHEMA.create(transaction);
                    return null;
                });
            }
            AuditTrail waiting = new AuditTrail(away, SETTINGS, threads);
            server.kill();
            for (int i = 0; i < 250; i++) {
                long began = System.nanoTime();
                waiting.record(AuditAction.SETTINGS_SHOWN, ADA, null, "" + i);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            }

            server.restart();

            AuditReader reader = new AuditReader(away, SETTINGS);
            List<AuditEvent> events =
                    Await.until(LIMIT, () -> reader.list(AuditFilter.ALL, 1000, null), seen -> seen.size() == 250);
            assertThat(events.get(0).detail()).isEqualTo("249");
            assertThat(events).extracting(AuditEvent::id).isSortedAccordingTo((a, b) -> Long.compare(b, a));
            assertThat(reader.verify(null).intact()).isTrue();
            server.kill();
            assertThatThrownBy(() -> reader.verify(null)).isInstanceOf(DatabaseUnavailableException.class);
        }
    }

    @Test
    void whatDidNotFitWhileTheTableWasMissingIsTold() throws SQLException {
        for (int i = 0; i < 1003; i++) {
            trail.record(AuditAction.SETTINGS_SHOWN, ADA, null, "" + i);
        }
        database.withTables();

        List<AuditEvent> events = await(1001);

        assertThat(events.get(999).detail()).isEqualTo("999");
        assertThat(events.get(1000).action()).isEqualTo("EVENTS_LOST");
        assertThat(events.get(1000).detail()).startsWith("3 events from ");
    }

    @Test
    void aFloodOfRefusalsTakesThirtyRowsAMinute() throws SQLException {
        database.withTables();
        for (int i = 0; i < 5000; i++) {
            trail.on(new SecurityEvent(
                    SecurityEvent.Kind.TOKEN_REFUSED, new Actor(null, Set.of(), "192.0.2." + i % 200), "expired"));
        }
        trail.record(AuditAction.SIGNED_IN, ADA, null, null);
        trail.stop();

        List<AuditEvent> events = database.events();

        assertThat(events).hasSize(32);
        assertThat(events.get(30).action()).isEqualTo("SIGNED_IN");
        assertThat(events.get(31).detail())
                .startsWith("4970 more refusals from 200 addresses in the minute from ")
                .endsWith("{TOKEN_REFUSED=4970}");
    }

    @Test
    void aDatabaseWithoutUnicodeGetsWhatItCanKeep() throws SQLException {
        TestDatabase server = TestDatabase.shared();
        server.createDatabase("audit_latin1");
        server.execute(
                server.url("postgres"),
                "DROP DATABASE audit_latin1; CREATE DATABASE audit_latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
                        + " TEMPLATE template0");
        DataSource latin1 = server.dataSource("audit_latin1");
        try (Connection connection = latin1.getConnection()) {
            Transaction.on(connection, transaction -> {
                AuditDatabase.SCHEMA.create(transaction);
                return null;
            });
        }
        AuditTrail narrow = new AuditTrail(latin1, SETTINGS, threads);
        narrow.record(AuditAction.SETTINGS_SHOWN, ADA, null, "Zoë");
        narrow.stop();
        AuditTrail next = new AuditTrail(latin1, SETTINGS, threads);
        next.record(AuditAction.SETTINGS_SHOWN, ADA, null, "Zoë 😀");
        next.stop();

        AuditReader reader = new AuditReader(latin1, SETTINGS);

        assertThat(reader.list(AuditFilter.ALL, 10, null))
                .extracting(AuditEvent::detail)
                .containsExactly("Zo? ?", "Zoë");
        assertThat(reader.verify(null).intact()).isTrue();
    }

    @Test
    void aStoppingServerWritesWhatWaits() throws SQLException {
        ScheduledExecutorService busy = Executors.newScheduledThreadPool(1);
        busy.shutdown();
        AuditTrail stopping = new AuditTrail(database.withTables().dataSource(), SETTINGS, busy);
        stopping.record(AuditAction.SIGNED_IN, ADA, null, "waits");

        stopping.stop();
        stopping.record(AuditAction.SIGNED_IN, ADA, null, "too late, for the log only");

        assertThat(database.events()).extracting(AuditEvent::detail).containsExactly("waits");
    }

    @Test
    void aCommitThatWasNotAnsweredIsNotRepeated() throws SQLException {
        database.withTables();
        LosingDataSource network = new LosingDataSource(database.dataSource());
        AuditTrail losing = new AuditTrail(network.dataSource(), SETTINGS, threads);
        network.loseCommit(1, 2);

        losing.record(AuditAction.SIGNED_IN, ADA, null, "once");
        assertThat(await(1)).extracting(AuditEvent::detail).containsExactly("once");
        losing.record(AuditAction.SIGNED_IN, ADA, null, "and another");

        assertThat(await(2)).extracting(AuditEvent::detail).containsExactly("once", "and another");
        losing.stop();
        assertThat(database.events()).hasSize(2);
    }

    @Test
    void whatIsDoneAndItsRecordAreOneTransaction() throws SQLException {
        database.withTables();
        database.execute("CREATE TABLE done (what text)");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(trail.record(connection, work("one"), this::entries)).isEqualTo("one");
            assertThatThrownBy(() -> trail.record(
                            connection,
                            transaction -> {
                                work("two").on(transaction);
                                throw new SQLException("no");
                            },
                            this::entries))
                    .hasMessage("no");
            assertThat(connection.getAutoCommit()).isTrue();
        }

        assertThat(database.query("SELECT string_agg(what, ' ') FROM done")).isEqualTo("one");
        assertThat(database.events()).extracting(AuditEvent::detail).containsExactly("one");
    }

    @Test
    void anAuditTrailThatCantBeWrittenDoesNotUndoWhatHasHappened() throws SQLException {
        database.withTables();
        database.execute("CREATE TABLE done (what text); ALTER TABLE " + TABLE + " RENAME TO gone");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(trail.record(connection, work("one"), this::entries)).isEqualTo("one");
        }
        assertThat(database.query("SELECT string_agg(what, ' ') FROM done")).isEqualTo("one");

        database.execute(
                "ALTER TABLE " + AuditDatabase.SCHEMA.table("gone") + " RENAME TO " + HistorySchema.AUDIT_EVENT);

        assertThat(await(1)).extracting(AuditEvent::detail).containsExactly("one");
    }

    private static AuditTrail.Work<String> work(String what) {
        return connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO done VALUES (?)")) {
                insert.setString(1, what);
                insert.executeUpdate();
            }
            return what;
        };
    }

    private List<AuditEntry> entries(String what) {
        return List.of(AuditEntry.of(AuditAction.SETTINGS_SHOWN, ADA, null, what));
    }

    private List<AuditEvent> await(int count) {
        return Await.until(LIMIT, database::events, events -> events.size() == count);
    }
}
