package org.slipway.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistorySchema;
import org.slipway.security.Roles;

/** Reads and verifies the audit trail. All methods throw {@link DatabaseUnavailableException}. */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditReader {
    private DataSource dataSource;
    private ExecutionSettings settings;

    /** For the container. */
    public AuditReader() {}

    @Inject
    public AuditReader(ExecutionSettings settings) {
        this.settings = settings;
    }

    public AuditReader(DataSource dataSource, ExecutionSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Resource(name = "jdbc/slipway")
    void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** False until the first run has made the table. */
    public boolean exists() {
        return read(connection -> schema().has(connection, HistorySchema.AUDIT_EVENT));
    }

    /**
     * Newest first; empty when there is no table yet.
     *
     * @param before only events older than the one with this id; null for the newest
     */
    public List<AuditEvent> list(AuditFilter filter, int limit, Long before) {
        return read(connection -> {
            List<AuditEvent> events = new ArrayList<>();
            if (schema().has(connection, HistorySchema.AUDIT_EVENT)) {
                new AuditQuery(schema(), filter).newest(connection, limit, before, events::add);
            }
            return events;
        });
    }

    /**
     * Writes all that match, oldest first, in the order in which they are chained. Memory does not grow with their number.
     *
     * @throws IOException when {@code out} does
     */
    public void export(AuditFilter filter, AuditExport format, OutputStream out) throws IOException {
        AuditExport.Writing writing = format.to(out);
        try (Connection connection = dataSource.getConnection()) {
            if (schema().has(connection, HistorySchema.AUDIT_EVENT)) {
                new AuditQuery(schema(), filter).all(connection, writing::event);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
        writing.end();
    }

    /**
     * Computes every hash again. One query, so that what is appended meanwhile does not disturb it.
     *
     * @param known an event noted elsewhere; null for none
     */
    public ChainVerification verify(ChainMark known) {
        try (Connection connection = dataSource.getConnection()) {
            return new ChainVerifier(schema(), known).verify(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static DatabaseUnavailableException unavailable(SQLException e) {
        return new DatabaseUnavailableException("The audit trail can't be read: " + e.getMessage(), e);
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
