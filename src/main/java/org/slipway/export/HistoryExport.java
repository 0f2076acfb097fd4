package org.slipway.export;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;

/** Gives the schema history away, as another tool keeps it. Reads only, and tells no more than the dashboard does. */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HistoryExport {
    /** Name of the file that Flyway's table comes in. */
    public static final String FLYWAY_FILE = "flyway-schema-history.sql";

    /** Its media type, RFC 6922. */
    public static final String SQL = "application/sql";

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private MigrationSource source;
    private RunReader runs;

    /** For the container. */
    public HistoryExport() {}

    @Inject
    public HistoryExport(ExecutionSettings settings, MigrationSource source, RunReader runs) {
        this.settings = settings;
        this.source = source;
        this.runs = runs;
    }

    public HistoryExport(DataSource dataSource, ExecutionSettings settings, MigrationSource source, RunReader runs) {
        this(settings, source, runs);
        this.dataSource = dataSource;
    }

    /**
     * For Flyway.
     *
     * @param sql null where there are obstacles
     */
    public record Exported(FlywayHistory history, String sql) {}

    /** @throws DatabaseUnavailableException when the database can't be reached */
    public Exported forFlyway() {
        MigrationSet set = source.read();
        Optional<Run> active = runs.active();
        if (active.isPresent()) {
            String why =
                    "Run " + active.get().id() + " is active; what it does would be missing. Wait until it has ended.";
            return new Exported(new FlywayHistory(List.of(), List.of(), List.of(why)), null);
        }
        HistorySchema schema = new HistorySchema(settings.historySchema());
        try (Connection connection = dataSource.getConnection()) {
            Map<String, MigrationHistory> histories = new HistoryReader(schema).read(connection);
            List<FoundStep> found = FoundStep.look(connection, schema, histories, settings.lostAfter());
            FlywayHistory history =
                    FlywayHistory.of(set, MigrationStates.of(set.migrations(), histories, found), histories.values());
            String of = "Schema history of database " + connection.getCatalog() + ", as Slipway had it at "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", for Flyway.";
            return new Exported(history, history.obstacles().isEmpty() ? FlywaySql.of(history, of) : null);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The schema history can't be read: " + e.getMessage(), e);
        }
    }
}
