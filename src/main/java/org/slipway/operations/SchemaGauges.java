package org.slipway.operations;

import jakarta.annotation.PostConstruct;
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
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.configuration.DriftSettings;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.migration.MigrationState;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.DriftMemory;
import org.slipway.status.DriftReader;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;
import org.slipway.status.SchemaDrift;

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

    /** Comparing ten thousand objects takes a second; a run that ended since is reason enough to do it again. */
    private static final Duration COMPARED_FRESH = Duration.ofMinutes(5);

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private final ReentrantLock looking = new ReentrantLock();
    private ExecutionSettings settings;
    private MigrationSource source;
    private volatile Seen seen;
    private volatile long seenAt;
    private DriftReader drifts;
    private DriftSettings driftSettings;
    private DriftMemory memory;
    private Integer compared;
    private Long comparedAfter;
    private long comparedAt = System.nanoTime() - COMPARED_FRESH.toNanos();

    /** For the container. */
    public SchemaGauges() {}

    @Inject
    public SchemaGauges(
            ExecutionSettings settings, MigrationSource source, DriftSettings driftSettings, DriftMemory memory) {
        this.settings = settings;
        this.source = source;
        this.driftSettings = driftSettings;
        this.memory = memory;
    }

    /** Of its own: the EJB asks for a role, which a scraper has none of. It shares what the dashboard compared. */
    @PostConstruct
    void init() {
        drifts = new DriftReader(dataSource, settings, driftSettings, memory);
    }

    /**
     * @param reached false when the database could not be asked; the numbers say nothing then
     * @param drifted how many objects differ from what the applied migrations left; null when nobody knows
     */
    record Seen(boolean reached, int pending, int late, int failed, boolean active, Integer drifted) {
        static final Seen UNREACHED = new Seen(false, 0, 0, 0, false, null);
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
            Runs runs = runs(connection, schema);
            return new Seen(
                    true,
                    (int) states.stream().filter(MigrationState::isPending).count(),
                    (int) states.stream().filter(MigrationState.LATE::equals).count(),
                    (int) states.stream().filter(MigrationState.FAILED::equals).count(),
                    runs.active(),
                    drifted(runs.last()));
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "no gauges: the database can't be asked", e);
            return Seen.UNREACHED;
        }
    }

    /** Null where there is nothing to compare with, or nobody knows. */
    private Integer drifted(Long lastRun) {
        boolean fresh = System.nanoTime() - comparedAt < COMPARED_FRESH.toNanos();
        if (!fresh || !Objects.equals(lastRun, comparedAfter)) {
            SchemaDrift drift = drifts.last(lastRun);
            compared = drift.isCompared() ? drift.differences().size() : null;
            comparedAfter = lastRun;
            comparedAt = System.nanoTime();
        }
        return compared;
    }

    /** @param last null when none has ended */
    private record Runs(boolean active, Long last) {}

    private Runs runs(Connection connection, HistorySchema schema) throws SQLException {
        if (!schema.exists(connection)) {
            return new Runs(false, null);
        }
        String sql = "SELECT coalesce(bool_or(status IN ('QUEUED', 'RUNNING')"
                + " AND heartbeat_at >= clock_timestamp() - ? * interval '1 millisecond'), false) AS active,"
                + " max(id) FILTER (WHERE status NOT IN ('QUEUED', 'RUNNING')) AS last FROM (SELECT * FROM "
                + schema.table("run") + " ORDER BY id DESC LIMIT 2) r";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, settings.lostAfter().toMillis());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Runs(row.getBoolean("active"), row.getObject("last", Long.class));
            }
        }
    }
}
