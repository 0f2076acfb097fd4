package org.slipway.status;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slipway.adoption.ForeignHistories;
import org.slipway.adoption.ForeignHistory;
import org.slipway.catalog.Pooler;
import org.slipway.configuration.DriftSettings;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.migration.Check;
import org.slipway.migration.MigrationState;
import org.slipway.migration.Problem;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.MigrationStates.Entry;

/** Compares files, schema history and the live schema, with a fixed number of queries. */
@Stateless
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StatusReader {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private MigrationSource source;
    private RunReader runs;
    private DriftReader drifts;

    /** For the container. */
    public StatusReader() {}

    @Inject
    public StatusReader(ExecutionSettings settings, MigrationSource source, RunReader runs, DriftReader drifts) {
        this.settings = settings;
        this.source = source;
        this.runs = runs;
        this.drifts = drifts;
    }

    public StatusReader(DataSource dataSource, ExecutionSettings settings, MigrationSource source, RunReader runs) {
        this(
                settings,
                source,
                runs,
                new DriftReader(dataSource, settings, new DriftSettings(List.of()), new DriftMemory()));
        this.dataSource = dataSource;
    }

    /** Never throws for a database that can't be reached: the status says so. */
    public SchemaStatus read() {
        MigrationSet set = source.read();
        try {
            Run active = runs.active().orElse(null);
            Run last = runs.list(2, null).stream()
                    .filter(run -> !run.status().isActive())
                    .findFirst()
                    .orElse(null);
            return read(set, active, last);
        } catch (SQLException | DatabaseUnavailableException e) {
            return unreachable(set, e.getMessage());
        }
    }

    private SchemaStatus read(MigrationSet set, Run active, Run last) throws SQLException {
        SchemaDrift drift = drifts.last(last == null ? null : last.id());
        try (Connection connection = dataSource.getConnection()) {
            HistorySchema schema = new HistorySchema(settings.historySchema());
            Map<String, MigrationHistory> histories = new HistoryReader(schema).read(connection);
            List<FoundStep> found = FoundStep.look(connection, schema, histories, settings.lostAfter());
            List<Entry> entries = MigrationStates.of(set.migrations(), histories, found);
            List<Check> checks = set.migrations().stream()
                    .flatMap(migration -> migration.checks().stream())
                    .toList();
            SchemaStatus.Database database = database(connection, schema.exists(connection));
            Optional<String> obstacle = database.pooled() ? Pooler.obstacle(dataSource) : Optional.empty();
            List<ForeignHistory> foreign = new ForeignHistories(schema).undecided(connection, histories);
            List<Problem> problems = new ArrayList<>();
            foreign.forEach(history -> problems.add(history.problem()));
            problems.addAll(set.problems());
            obstacle.ifPresent(why -> problems.add(Problem.of("slipway.db.url", why)));
            List<CheckResult> answers =
                    obstacle.isPresent() ? List.of() : CheckReader.ask(connection, checks, settings.checkTimeout());
            LeftOvers leftOvers = LeftOvers.read(connection, schema, found);
            return status(set, problems, entries, answers, database, leftOvers, active, last, drift, foreign);
        }
    }

    private SchemaStatus status(
            MigrationSet set,
            List<Problem> problems,
            List<Entry> entries,
            List<CheckResult> answers,
            SchemaStatus.Database database,
            LeftOvers leftOvers,
            Run active,
            Run last,
            SchemaDrift drift,
            List<ForeignHistory> foreign) {
        Map<String, CheckResult> byName =
                answers.stream().collect(Collectors.toMap(CheckResult::name, Function.identity(), (a, b) -> a));
        entries.stream()
                .filter(entry -> entry.state() == MigrationState.CHANGED
                        || entry.undoBegun() && active == null
                        || entry.found() != null && entry.found().isRunning())
                .forEach(entry -> problems.add(Problem.of(entry.migration().script(), entry.reason())));
        Set<String> problematic = set.problems().stream().map(Problem::script).collect(Collectors.toSet());
        UndoRules undo = new UndoRules(entries);
        List<MigrationStatus> migrations = entries.stream()
                .map(entry -> row(entry, byName, problematic, drift, undo))
                .toList();
        return new SchemaStatus(
                database,
                null,
                (int) entries.stream()
                        .filter(entry -> entry.state().isPending() && !entry.undoBegun())
                        .count(),
                (int) migrations.stream()
                        .filter(m -> m.state() == MigrationState.LATE)
                        .count(),
                migrations,
                answers,
                problems,
                active,
                last,
                set.layout(),
                leftOvers,
                drift,
                foreign);
    }

    private static MigrationStatus row(
            Entry entry, Map<String, CheckResult> byName, Set<String> problematic, SchemaDrift drift, UndoRules undo) {
        List<CheckResult> checks = entry.migration() == null
                ? List.of()
                : entry.migration().checks().stream()
                        .map(check -> byName.get(check.name()))
                        .filter(check -> check != null)
                        .toList();
        MigrationState state = entry.state();
        String reason = entry.reason();
        if (state == MigrationState.APPLIED
                && checks.stream().anyMatch(check -> check.answer() == CheckResult.Answer.MISSING)) {
            state = MigrationState.DRIFTED;
            reason = "It was applied, but the live schema answers no to "
                    + checks.stream()
                            .filter(check -> check.answer() == CheckResult.Answer.MISSING)
                            .map(CheckResult::name)
                            .collect(Collectors.joining(", ", "", "."));
        }
        String drifted = drift.sentence(entry.key());
        if (drifted != null && (state == MigrationState.APPLIED || state == MigrationState.DRIFTED)) {
            reason = state == MigrationState.DRIFTED ? reason + " " + drifted : drifted;
            state = MigrationState.DRIFTED;
        }
        if (state == MigrationState.MISSING
                && problematic.contains(entry.history().script())) {
            reason = "It was applied, but its file " + entry.history().script()
                    + " can't be used now: it has a problem.";
        }
        boolean applied = entry.history() != null && entry.history().installedOn() != null;
        return new MigrationStatus(
                entry.key(),
                entry.label(),
                entry.migration() != null
                        ? entry.migration().version() == null
                                ? null
                                : entry.migration().version().toString()
                        : entry.history().version(),
                entry.migration() != null
                        ? entry.migration().description()
                        : entry.history().description(),
                entry.migration() != null
                        ? entry.migration().script()
                        : entry.history().script(),
                state,
                reason,
                applied ? entry.history().installedOn() : null,
                applied ? entry.history().installedBy() : null,
                applied ? entry.history().duration() : null,
                Stream.concat(checks.stream(), drift.check(entry.key(), entry.label()).stream())
                        .toList(),
                entry.migration(),
                undo.obstacle(entry));
    }

    private static SchemaStatus.Database database(Connection connection, boolean historyExists) throws SQLException {
        String sql = "SELECT current_database(), current_setting('server_version'), current_user, pg_backend_pid()";
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            return new SchemaStatus.Database(
                    row.getString(1),
                    host(connection),
                    row.getString(2),
                    row.getString(3),
                    historyExists,
                    Pooler.isBetween(connection, row.getInt(4)));
        }
    }

    /** The address as configured, which is how the admin knows it: {@code db.example.com:5432}. */
    private static String host(Connection connection) throws SQLException {
        return connection
                .getMetaData()
                .getURL()
                .replaceFirst("^jdbc:postgresql://", "")
                .replaceFirst("/.*$", "");
    }

    private SchemaStatus unreachable(MigrationSet set, String error) {
        SchemaDrift drift = new SchemaDrift.NotRecorded();
        List<Entry> entries = MigrationStates.of(set.migrations(), Map.of(), List.of());
        UndoRules undo = new UndoRules(entries);
        List<MigrationStatus> migrations = entries.stream()
                .map(entry -> row(entry, Map.of(), Set.of(), drift, undo))
                .toList();
        return new SchemaStatus(
                null, error, migrations.size(), 0, migrations, List.of(), set.problems(), null, null, set.layout());
    }
}
