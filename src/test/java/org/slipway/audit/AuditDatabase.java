package org.slipway.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.HistorySchema;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.testing.TestDatabase;

/** A database with an audit trail, and the hands of one who may do anything to it. */
final class AuditDatabase {
    static final Actor ADA = new Actor("ada", Set.of(Roles.ADMIN, Roles.VIEWER), "192.0.2.1");
    static final ExecutionSettings SETTINGS = new ExecutionSettings(
            "sli\"p'way",
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ZERO,
            OnExisting.WARN,
            Divide.AUTO,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15));
    static final HistorySchema SCHEMA = new HistorySchema(SETTINGS.historySchema());
    static final String TABLE = SCHEMA.table(HistorySchema.AUDIT_EVENT);

    private final DataSource dataSource;

    /** With nothing in it. */
    AuditDatabase(String name) {
        TestDatabase.shared().createDatabase(name);
        dataSource = TestDatabase.shared().dataSource(name);
    }

    DataSource dataSource() {
        return dataSource;
    }

    AuditDatabase withTables() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Transaction.on(connection, transaction -> {
                SCHEMA.create(transaction);
                return null;
            });
        }
        return this;
    }

    List<AuditEvent> append(String... details) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        for (String detail : details) {
            entries.add(AuditEntry.of(AuditAction.SETTINGS_SHOWN, ADA, null, detail));
        }
        return append(entries);
    }

    List<AuditEvent> append(List<AuditEntry> entries) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Transaction.on(connection, transaction -> new AuditChain(SCHEMA).append(transaction, entries));
        }
    }

    AuditReader reader() {
        return new AuditReader(dataSource, SETTINGS);
    }

    ChainVerification verify() {
        return reader().verify(null);
    }

    /** Oldest first, with everything. */
    List<AuditEvent> events() {
        List<AuditEvent> events = new ArrayList<>(reader().list(AuditFilter.ALL, 100_000, null));
        events.sort((one, other) -> Long.compare(one.id(), other.id()));
        return events;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As one who may disable the trigger. */
    void tamper(String sql) throws SQLException {
        execute("ALTER TABLE " + TABLE + " DISABLE TRIGGER ALL; " + sql + "; ALTER TABLE " + TABLE
                + " ENABLE TRIGGER ALL");
    }

    String query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
