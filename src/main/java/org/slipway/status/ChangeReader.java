package org.slipway.status;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.AppliedText;
import org.slipway.history.HistorySchema;
import org.slipway.security.Roles;

/** Tells what was changed in a file since it was applied. */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChangeReader {
    private DataSource dataSource;
    private ExecutionSettings settings;

    /** For the container. */
    public ChangeReader() {}

    @Inject
    public ChangeReader(ExecutionSettings settings) {
        this.settings = settings;
    }

    public ChangeReader(DataSource dataSource, ExecutionSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Resource(name = "jdbc/slipway")
    void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Null where the question makes no sense: the file is gone, or nothing of it is applied, or it is as it was. */
    public ScriptChanges changes(MigrationStatus status) {
        return switch (status.state()) {
            case CHANGED, SUPERSEDED -> read(status);
            case PARTIAL, FAILED -> onlyIfThereAreSome(read(status));
            default -> null;
        };
    }

    private ScriptChanges read(MigrationStatus status) {
        HistorySchema schema = new HistorySchema(settings.historySchema());
        try (Connection connection = dataSource.getConnection()) {
            AppliedText applied = AppliedText.read(connection, schema, status.key());
            return applied == null ? null : ScriptChanges.between(applied, status.migration());
        } catch (SQLException e) {
            return ScriptChanges.unknown("The applied text can't be read: " + e.getMessage());
        }
    }

    private static ScriptChanges onlyIfThereAreSome(ScriptChanges changes) {
        return changes == null || changes.lines().isEmpty() ? null : changes;
    }
}
