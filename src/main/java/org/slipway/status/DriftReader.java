package org.slipway.status;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slipway.catalog.Redescription;
import org.slipway.catalog.RolledBack;
import org.slipway.configuration.DriftSettings;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.HistorySchema;
import org.slipway.security.Roles;
import org.slipway.status.ObjectDrift.Difference;

/**
 * Compares the live schema with what the applied migrations left. A comparison that fails says so; it never throws.
 *
 * <p>What differs is looked at twice, because PostgreSQL's functions describe what is committed now and not what was when
 * the query began: a step or a {@code REINDEX CONCURRENTLY} that ends between the two is no drift.
 */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DriftReader {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private IgnoredObjects ignored;
    private DriftMemory memory;

    /** For the container. */
    public DriftReader() {}

    @Inject
    public DriftReader(ExecutionSettings settings, DriftSettings drift, DriftMemory memory) {
        this.settings = settings;
        this.ignored = new IgnoredObjects(drift.ignore());
        this.memory = memory;
    }

    public DriftReader(DataSource dataSource, ExecutionSettings settings, DriftSettings drift, DriftMemory memory) {
        this(settings, drift, memory);
        this.dataSource = dataSource;
    }

    /**
     * As it was a moment ago at most.
     *
     * @param lastRun id of the run that ended last; null when none has
     */
    public SchemaDrift last(Long lastRun) {
        return memory.last(lastRun, this::compare);
    }

    /** As it is now. */
    public SchemaDrift now() {
        return memory.keep(compare());
    }

    private SchemaDrift compare() {
        Instant begin = Instant.now();
        HistorySchema schema = new HistorySchema(settings.historySchema());
        try (Connection connection = dataSource.getConnection()) {
            if (!schema.has(connection, HistorySchema.OBJECT)) {
                return new SchemaDrift.NotRecorded();
            }
            DriftQuery.Found found = confirmed(connection, schema);
            if (found.objects() == 0) {
                return new SchemaDrift.NotRecorded();
            }
            List<ObjectDrift> relevant =
                    found.drifts().stream().filter(drift -> !ignored.has(drift)).toList();
            List<ObjectDrift> drifts = unlike(connection, relevant);
            return new SchemaDrift.Compared(
                    begin,
                    Duration.between(begin, Instant.now()),
                    found.objects(),
                    drifts,
                    found.drifts().size() - relevant.size(),
                    relevant.size() - drifts.size(),
                    found.byMigration());
        } catch (SQLException e) {
            return new SchemaDrift.Unknown(begin, "The live schema can't be compared: " + e.getMessage());
        }
    }

    private DriftQuery.Found confirmed(Connection connection, HistorySchema schema) throws SQLException {
        DriftQuery.Found first = look(connection, schema);
        if (first.drifts().isEmpty()) {
            return first;
        }
        Set<String> seen = first.drifts().stream().map(ObjectDrift::fingerprint).collect(Collectors.toSet());
        DriftQuery.Found second = look(connection, schema);
        return new DriftQuery.Found(
                second.objects(),
                second.drifts().stream()
                        .filter(drift -> seen.contains(drift.fingerprint()))
                        .toList(),
                second.byMigration());
    }

    private DriftQuery.Found look(Connection connection, HistorySchema schema) throws SQLException {
        return RolledBack.on(
                connection,
                () -> DriftQuery.read(connection, schema, settings.historySchema(), settings.checkTimeout()));
    }

    /** Without those that only another version of PostgreSQL, or a restored dump, words otherwise. */
    private List<ObjectDrift> unlike(Connection connection, List<ObjectDrift> drifts) throws SQLException {
        List<ObjectDrift> unasked = drifts.stream()
                .filter(drift -> drift.difference() == Difference.CHANGED && memory.alike(drift) == null)
                .toList();
        if (!unasked.isEmpty()) {
            Redescription.ask(
                            connection,
                            unasked.stream()
                                    .map(drift -> new Redescription.Question(
                                            drift.kind(),
                                            drift.identity(),
                                            drift.relation(),
                                            drift.expected(),
                                            drift.actual()))
                                    .toList(),
                            settings.checkTimeout())
                    .forEach((place, same) -> memory.remember(unasked.get(place), same));
        }
        return drifts.stream()
                .filter(drift -> !Boolean.TRUE.equals(memory.alike(drift)))
                .toList();
    }
}
