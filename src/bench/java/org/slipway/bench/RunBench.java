package org.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.slipway.catalog.ReceiptFunction;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.execution.Engine;
import org.slipway.history.HistorySchema;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TripCounter;

/**
 * Migrations applied by Slipway's engine, by plain JDBC (one transaction and one history insert each), by Flyway and by
 * Liquibase, in turn, on one PostgreSQL with durable settings. Prints medians, ratios to plain JDBC and round trips.
 *
 * <p>Arguments: {@code small 1000 3} (migrations, rounds), or {@code big 200000 3} (inserts in one script, rounds), and
 * optionally the tools by name.
 */
public final class RunBench {
    private interface Tool {
        void apply(String url, Path folder) throws Exception;
    }

    private RunBench() {}

    public static void main(String[] arguments) throws Exception {
        boolean small = arguments[0].equals("small");
        int size = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path work = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
        Path folder = work.resolve(arguments[0] + "-" + size);
        if (!Files.exists(folder)) {
            if (small) {
                Workload.small(folder, size);
            } else {
                Workload.inserts(folder, size);
            }
        }
        Map<String, Tool> tools = tools(small);
        if (arguments.length > 3) {
            tools.keySet().retainAll(List.of(arguments).subList(3, arguments.length));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Files.createTempDirectory(work, "pg"), true, 0);
                TripCounter counter = new TripCounter(database.port())) {
            measure(tools, database, counter, folder, size, rounds, small);
        }
    }

    private static Map<String, Tool> tools(boolean small) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        tools.put("jdbc", small ? RunBench::jdbc : RunBench::jdbcBatches);
        tools.put("slipway", RunBench::slipway);
        tools.put("unreceipted", RunBench::slipwayWithoutReceipts);
        tools.put("flyway", RunBench::flyway);
        if (small) {
            tools.put("liquibase", RunBench::liquibase);
        }
        return tools;
    }

    private static void measure(
            Map<String, Tool> tools,
            EmbeddedDatabase database,
            TripCounter counter,
            Path folder,
            int size,
            int rounds,
            boolean small)
            throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, Double> trips = new LinkedHashMap<>();
        Map<String, List<Double>> server = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Tool> tool : tools.entrySet()) {
                String name = "bench_" + tool.getKey();
                fresh(database.url("postgres"), name);
                boolean counting = round == 0;
                String url = database.url(name);
                String used = counting ? url.replace(":" + database.port(), ":" + counter.port()) : url;
                long before = counter.trips();
                double cpuBefore = ServerTime.seconds(database);
                long start = System.nanoTime();
                tool.getValue().apply(used, folder);
                double took = (System.nanoTime() - start) / 1e9;
                double cpu = ServerTime.seconds(database) - cpuBefore;
                if (counting) {
                    trips.put(tool.getKey(), (double) (counter.trips() - before) / (small ? size : 1));
                } else {
                    seconds.computeIfAbsent(tool.getKey(), key -> new ArrayList<>())
                            .add(took);
                    server.computeIfAbsent(tool.getKey(), key -> new ArrayList<>())
                            .add(cpu);
                    System.out.printf(
                            "round %d %-10s %.2f s, PostgreSQL's CPU %.2f s%n", round, tool.getKey(), took, cpu);
                }
            }
        }
        report(seconds, server, trips, small);
    }

    private static void report(
            Map<String, List<Double>> seconds,
            Map<String, List<Double>> server,
            Map<String, Double> trips,
            boolean small) {
        System.out.printf(
                "%n%-10s %10s %14s %17s %14s %16s%n",
                "tool",
                "median",
                "ratio to jdbc",
                "PostgreSQL's CPU",
                "ratio to jdbc",
                small ? "trips/migration" : "trips");
        seconds.forEach((tool, times) -> System.out.printf(
                "%-10s %8.2f s %14s %15.2f s %14s %16.2f%n",
                tool,
                median(times),
                ratio(seconds, tool),
                median(server.get(tool)),
                ratio(server, tool),
                trips.get(tool)));
    }

    /** Median of the ratios round by round, so that a machine whose speed drifts does no harm. */
    private static String ratio(Map<String, List<Double>> figures, String tool) {
        List<Double> own = figures.get(tool);
        List<Double> floor = figures.get("jdbc");
        return floor == null
                ? "-"
                : "%.2f"
                        .formatted(median(IntStream.range(0, own.size())
                                .mapToObj(i -> own.get(i) / floor.get(i))
                                .toList()));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void fresh(String url, String name) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
            statement.execute("CHECKPOINT");
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
    }

    /** What receipts cost is the difference. */
    private static void slipwayWithoutReceipts(String url, Path folder) throws SQLException {
        HistorySchema schema = new HistorySchema("slipway");
        try (Connection connection = DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            schema.create(connection);
            statement.execute("CREATE OR REPLACE FUNCTION "
                    + ReceiptFunction.signature(schema.quoted())
                            .replace(
                                    "(bigint, jsonb, bigint, jsonb)",
                                    "(step bigint, seen jsonb, unseen bigint, missing jsonb)")
                    + " RETURNS jsonb LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
            connection.commit();
        }
        slipway(url, folder);
    }

    private static void slipway(String url, Path folder) throws SQLException {
        try (OneConnection pool =
                new OneConnection(url + "?flushCacheOnDdl=false", EmbeddedDatabase.USER, EmbeddedDatabase.USER)) {
            Run run = new Engine(folder, pool.dataSource()).run();
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(run.errors().toString());
            }
        }
    }

    private static final String HISTORY =
            "CREATE TABLE history (version text PRIMARY KEY, checksum int, applied_at timestamptz DEFAULT now(), millis int)";

    private static void jdbc(String url, Path folder) throws SQLException, IOException {
        apply(url, folder, RunBench::execute);
    }

    private static void jdbcBatches(String url, Path folder) throws SQLException, IOException {
        apply(url, folder, RunBench::executeBatches);
    }

    private interface Sender {
        void send(Statement statement, Path script) throws SQLException, IOException;
    }

    private static void apply(String url, Path folder, Sender sender) throws SQLException, IOException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(HISTORY);
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO history (version, checksum, millis) VALUES (?, ?, ?)")) {
                for (Path script : scripts(folder)) {
                    long start = System.nanoTime();
                    sender.send(statement, script);
                    insert.setString(1, script.getFileName().toString());
                    insert.setInt(2, script.hashCode());
                    insert.setInt(3, (int) ((System.nanoTime() - start) / 1_000_000));
                    insert.executeUpdate();
                    connection.commit();
                }
            }
        }
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(file ->
                            Integer.valueOf(file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))))
                    .toList();
        }
    }

    private static void execute(Statement statement, Path script) throws SQLException, IOException {
        statement.execute(Files.readString(script));
    }

    /** The driver's own parser splits the lines; it has no streaming, so it is given one statement, a line, at a time. */
    private static void executeBatches(Statement statement, Path script) throws SQLException, IOException {
        int waiting = 0;
        try (BufferedReader lines = Files.newBufferedReader(script)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (NativeQuery query : Parser.parseJdbcSql(line, true, false, true, false, true)) {
                    statement.addBatch(query.nativeSql);
                    if (++waiting % 500 == 0) {
                        statement.executeBatch();
                    }
                }
            }
        }
        statement.executeBatch();
    }

    private static void flyway(String url, Path folder) {
        Flyway.configure()
                .dataSource(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER)
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }

    private static void liquibase(String url, Path folder) throws Exception {
        Peers.liquibase(url, folder);
    }
}
