package org.slipway.status;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slipway.adoption.AdoptionPreview;
import org.slipway.adoption.ForeignHistories;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistorySchema;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;

/** Shows what adopting another tool's history would do. Looking changes nothing. */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AdoptionReader {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private MigrationSource source;

    /** For the container. */
    public AdoptionReader() {}

    @Inject
    public AdoptionReader(ExecutionSettings settings, MigrationSource source) {
        this.settings = settings;
        this.source = source;
    }

    /**
     * One for each history that was found, by the name of its table; none when nothing is to be decided.
     *
     * @throws DatabaseUnavailableException when the database can't be reached or refuses
     */
    public List<AdoptionPreview> previews() {
        MigrationSet set = source.read();
        try (Connection connection = dataSource.getConnection()) {
            return new ForeignHistories(new HistorySchema(settings.historySchema()))
                    .undecided(connection, Map.of()).stream()
                            .map(history -> AdoptionPreview.of(set, history))
                            .toList();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("Nobody knows what there is to adopt: " + e.getMessage(), e);
        }
    }
}
