package org.slipway.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slipway.adoption.ForeignHistories;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.configuration.MigrationSettings;
import org.slipway.export.HistoryExport;
import org.slipway.history.Claim;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStore;
import org.slipway.migration.Problem;
import org.slipway.repair.RepairAction;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.DriftMemory;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates;
import org.slipway.status.SchemaStatus;
import org.slipway.status.StatusReader;
import org.slipway.testing.LocalTransactions;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** The whole engine without a server: a folder of migrations, a database, and runs that end before they are looked at. */
public final class Engine {
    /** Nothing waits for it here: what a run records is in the run's own transactions. */
    private static final ScheduledExecutorService THREADS = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "audit");
        thread.setDaemon(true);
        return thread;
    });

    final DataSource dataSource;
    private final Path folder;
    private final LocalTransactions transactions;
    ExecutionSettings settings = settings(OnExisting.WARN, Divide.AUTO);

    /** With a fresh database of the server that tests share. */
    Engine(Path folder, String database) {
        this(folder, fresh(database));
    }

    public Engine(Path folder, DataSource database) {
        this.folder = folder;
        this.transactions = new LocalTransactions(database);
        this.dataSource = transactions.dataSource();
    }

    private static DataSource fresh(String database) {
        TestDatabase server = TestDatabase.shared();
        return new OneConnection(server.createDatabase(database), server.user(), server.password()).dataSource();
    }

    static ExecutionSettings settings(OnExisting onExisting, Divide divide) {
        return settings("slipway", Duration.ofSeconds(20), onExisting, divide);
    }

    static ExecutionSettings settings(String schema, Duration lockRetryBudget, OnExisting onExisting, Divide divide) {
        return new ExecutionSettings(
                schema,
                Duration.ofMillis(200),
                lockRetryBudget,
                Duration.ZERO,
                onExisting,
                divide,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15));
    }

    Engine write(String script, String... lines) {
        try {
            Files.writeString(folder.resolve(script), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Engine delete(String script) {
        try {
            Files.delete(folder.resolve(script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MigrationSource source() {
        return source(folder);
    }

    static MigrationSource source(Path folder) {
        return new MigrationSource(new MigrationSettings(
                List.of("filesystem:" + folder),
                "auto",
                "V",
                "R",
                "__",
                List.of(".sql"),
                StandardCharsets.UTF_8,
                true,
                "${",
                "}",
                Map.of(),
                "",
                ""));
    }

    RunPlanner.Plan plan(RunOptions options) throws SQLException {
        MigrationSet set = source().readAfresh();
        try (Connection connection = dataSource.getConnection()) {
            Map<String, MigrationHistory> histories = new HistoryReader(schema()).read(connection);
            List<Problem> problems = new ArrayList<>();
            new ForeignHistories(schema())
                    .undecided(connection, histories)
                    .forEach(history -> problems.add(history.problem()));
            problems.addAll(set.problems());
            return RunPlanner.plan(
                    MigrationStates.of(
                            set.migrations(),
                            histories,
                            FoundStep.look(connection, schema(), histories, settings.lostAfter())),
                    problems,
                    options);
        }
    }

    List<String> problems() throws SQLException {
        return problems(RunOptions.DEFAULT);
    }

    List<String> problems(RunOptions options) throws SQLException {
        return plan(options).problems().stream().map(Problem::toString).toList();
    }

    static RunOptions undoing(String key) {
        return RunOptions.undo(key, RunOptions.Undecided.REFUSE, false);
    }

    /** Takes a migration back. */
    Run undo(String key) throws SQLException {
        return run(undoing(key));
    }

    public Run run() throws SQLException {
        return run(RunOptions.DEFAULT);
    }

    Run run(RunOptions options) throws SQLException {
        RunPlanner.Plan plan = plan(options);
        Claim claim = claimed(tryClaim(options, plan)).claim();
        RunControl control = new RunControl(claim, options);
        worker(control, plan.unsettled() ? settled(control, options) : plan).run();
        return find(control.claim().runId());
    }

    private RunPlanner.Plan settled(RunControl control, RunOptions options) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            new Settlement(schema(), settings.lostAfter()).settle(connection, control.claim(), options, "ada");
            RunPlanner.Plan plan = plan(options).settled();
            new RunStore(schema()).replan(connection, control.claim(), plan.steps());
            return plan;
        }
    }

    HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    /** As on a server: watched and with a heartbeat, through connections of their own. */
    public Run runWatched(DataSource others) throws SQLException {
        RunPlanner.Plan plan = plan(RunOptions.DEFAULT);
        RunControl control = claimed(tryClaim(RunOptions.DEFAULT, plan));
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        long often = StepWatch.PERIOD.toMillis();
        RunStore runs = new RunStore(new HistorySchema(settings.historySchema()));
        scheduler.scheduleWithFixedDelay(new StepWatch(others, control), often, often, TimeUnit.MILLISECONDS);
        scheduler.scheduleWithFixedDelay(new Heartbeat(others, runs, control), often, often, TimeUnit.MILLISECONDS);
        try {
            worker(control, plan).run();
        } finally {
            scheduler.shutdownNow();
        }
        return find(control.claim().runId());
    }

    RunControl claim(RunOptions options) throws SQLException {
        return new RunControl(claimed(tryClaim(options)).claim(), options);
    }

    private static RunControl claimed(RunStore.ClaimOutcome outcome) {
        return new RunControl(((RunStore.ClaimOutcome.Claimed) outcome).claim());
    }

    RunStore.ClaimOutcome tryClaim(RunOptions options) throws SQLException {
        return tryClaim(options, plan(options));
    }

    private RunStore.ClaimOutcome tryClaim(RunOptions options, RunPlanner.Plan plan) throws SQLException {
        RunStore.Request request = options.request("ada", "node-1", plan.steps());
        try (Connection connection = dataSource.getConnection()) {
            return recorder().claim(connection, request, options, settings.lostAfter());
        }
    }

    RunWorker worker(RunControl control, RunOptions options) throws SQLException {
        return worker(control, plan(options));
    }

    private RunWorker worker(RunControl control, RunPlanner.Plan plan) {
        if (!plan.problems().isEmpty()) {
            throw new AssertionError(plan.problems());
        }
        return new RunWorker(
                dataSource, new StepExecutor(dataSource, transactions, settings), settings, control, recorder(), plan);
    }

    RunRecorder recorder() {
        return new RunRecorder(new RunStore(schema()), trail(), actor());
    }

    AuditTrail trail() {
        return new AuditTrail(dataSource, settings, THREADS);
    }

    static Actor actor() {
        return new Actor("ada", Set.of(Roles.ADMIN), "127.0.0.1");
    }

    Run find(long id) {
        return runReader().find(id).orElseThrow();
    }

    RunReader runReader() {
        return new RunReader(dataSource, settings);
    }

    public SchemaStatus status() {
        return new StatusReader(dataSource, settings, source(), runReader()).read();
    }

    HistoryAmendments amendments() {
        return new HistoryAmendments(dataSource, settings, source(), trail(), new DriftMemory());
    }

    /** Everything up to this version counts as applied. */
    public Run baseline(String version) {
        String seen = amendments().previewBaseline(version).orElseThrow().fingerprint();
        return find(done(amendments().baseline(version, seen, "because", actor())));
    }

    /** An admin's word on one migration, as it was shown. */
    Run repair(String key, RepairAction action) {
        String seen = amendments().previewRepair(key, action).orElseThrow().fingerprint();
        return find(done(amendments().repair(key, action, seen, "because", actor())));
    }

    private static long done(AmendmentOutcome outcome) {
        return ((AmendmentOutcome.Done) outcome).runId();
    }

    public HistoryExport.Exported exported() {
        return new HistoryExport(dataSource, settings, source(), runReader()).forFlyway();
    }

    int checksum(String key) {
        return source().readAfresh().find(key).orElseThrow().checksum();
    }

    /** State of each migration, such as {@code V1 APPLIED}. */
    List<String> states() {
        return status().migrations().stream()
                .map(migration -> migration.label() + " " + migration.state())
                .toList();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** First column of all rows, as text. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /**
     * Sentences as any version of PostgreSQL tells them, and without times, on which it depends
     * whether a weaker lock was held for longer than a stronger one. Before 15 a transaction's counters may hold what
     * its session did before: rows and scans are not told then.
     */
    List<String> comparable(List<String> sentences) throws SQLException {
        boolean counted = Integer.parseInt(query("SHOW server_version_num").get(0)) >= 150000;
        return sentences.stream()
                .map(sentence -> sentence.replaceAll(" for (less than )?\\d[\\d.]* (ms|s)", " for a while"))
                .map(sentence -> sentence.replaceAll(", [A-Z ]+ for a while", ""))
                .map(sentence -> counted ? sentence : sentence.replaceAll("; read [^;]*", ""))
                .filter(sentence -> counted
                        || !sentence.contains(" wrote rows of ")
                                && !sentence.matches("\\S+ (ran \\d+ statements?|read [^;]* rows\\))"))
                .toList();
    }

    static List<String> all(Run run) {
        return Stream.of(
                        run.results().stream(),
                        run.warnings().stream(),
                        run.errors().stream().map(error -> error.sentence()))
                .flatMap(sentences -> sentences)
                .toList();
    }
}
