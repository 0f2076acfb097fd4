package org.slipway.operations;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.migration.MigrationState;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;

/**
 * What the database and the migrations' folder are like now, looked at seldom, however often somebody asks: whoever scrapes
 * must not become a load, nor wait behind another one's look.
 *
 * <p>No check of a migration is asked, which may be expensive; the dashboard does that.
 */
@ApplicationScoped
public class SchemaGauges {
    private static final Logger LOG = Logger.getLogger(SchemaGauges.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(15);

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private final ReentrantLock looking = new ReentrantLock();
    private ExecutionSettings settings;
    private MigrationSource source;
    private volatile Seen seen;
    private volatile long seenAt;

    /** For the container. */
    public SchemaGauges() {}

    @Inject
    public SchemaGauges(ExecutionSettings settings, MigrationSource source) {
        this.settings = settings;
        this.source = source;
    }

    SchemaGauges(DataSource dataSource, ExecutionSettings settings, MigrationSource source) {
        this(settings, source);
        this.dataSource = dataSource;
    }

    /** @param reached false when the database could not be asked; the numbers say nothing then */
    record Seen(boolean reached, int pending, int late, int failed, boolean active) {
        static final Seen UNREACHED = new Seen(false, 0, 0, 0, false);
    }

    /** At most some seconds old; what was seen before while another thread is looking; null when nobody has looked yet. */
    Seen now() {
        if (seen != null && System.nanoTime() - seenAt < FRESH.toNanos() || !looking.tryLock()) {
            return seen;
        }
        try {
            seen = look();
            seenAt = System.nanoTime();
            return seen;
        } finally {
            looking.unlock();
        }
    }

    private Seen look() {
        try (Connection connection = dataSource.getConnection()) {
            HistorySchema schema = new HistorySchema(settings.historySchema());
            Map<String, MigrationHistory> histories = new HistoryReader(schema).read(connection);
            MigrationSet set = source.read();
            List<MigrationState> states = MigrationStates.of(
                            set.migrations(),
                            histories,
                            FoundStep.look(connection, schema, histories, settings.lostAfter()))
                    .stream()
                    .map(MigrationStates.Entry::state)
                    .toList();
            return new Seen(
                    true,
                    (int) states.stream().filter(MigrationState::isPending).count(),
                    (int) states.stream().filter(MigrationState.LATE::equals).count(),
                    (int) states.stream().filter(MigrationState.FAILED::equals).count(),
                    isActive(connection, schema));
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "no gauges: the database can't be asked", e);
            return Seen.UNREACHED;
        }
    }

    private boolean isActive(Connection connection, HistorySchema schema) throws SQLException {
        if (!schema.exists(connection)) {
            return false;
        }
        String sql = "SELECT EXISTS (SELECT FROM " + schema.table("run") + " WHERE status IN ('QUEUED', 'RUNNING')"
                + " AND heartbeat_at >= clock_timestamp() - ? * interval '1 millisecond')";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, settings.lostAfter().toMillis());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
