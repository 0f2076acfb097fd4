package org.slipway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.execution.Engine;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;

/**
 * How long readers wait while a migration that adds a column waits for a transaction that only reads the table.
 *
 * <p>The transaction holds {@code ACCESS SHARE} for so many seconds from the moment at which the migration is seen to wait;
 * 50 clients a second read the table meanwhile. Each tool in turn, in one run, on one PostgreSQL with durable settings.
 *
 * <p>Arguments: seconds that the lock is held, rounds; such as {@code 8 3}.
 */
public final class LockBench {
    private static final int READS_A_SECOND = 50;
    private static final int READERS = 80;
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, v text NOT NULL);\n"
            + "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 1000) i;\n";
    private static final String WAITING = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE d.datname = current_database() AND l.mode = 'AccessExclusiveLock' AND NOT l.granted";

    private interface Tool {
        void apply(String url, Path folder) throws Exception;
    }

    private LockBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Map<String, Tool> tools = new LinkedHashMap<>();
        tools.put("slipway", LockBench::slipway);
        tools.put("flyway", LockBench::flyway);
        tools.put("liquibase", Peers::liquibase);
        Path work = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Files.createTempDirectory(work, "pg"), true, 0)) {
            System.out.printf(
                    "%-10s %8s %14s %10s %10s %12s %22s%n",
                    "tool", "reads", "longest wait", "p99", "over 1 s", "over 250 ms", "done after release");
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, Tool> tool : tools.entrySet()) {
                    String name = "lock_" + tool.getKey();
                    fresh(database.url("postgres"), name);
                    Path folder = Files.createTempDirectory(work, name);
                    one(tool.getKey(), tool.getValue(), database.url(name), folder, seconds);
                }
            }
        }
    }

    private static void one(String name, Tool tool, String url, Path folder, int seconds) throws Exception {
        write(folder, 1, TABLE);
        tool.apply(url, folder);
        write(folder, 2, "ALTER TABLE t ADD COLUMN extra integer;\n");
        Readers readers = new Readers(url, READS_A_SECOND, READERS);
        double afterRelease;
        try (readers) {
            TimeUnit.SECONDS.sleep(1);
            afterRelease = behindAReader(tool, url, folder, seconds);
            TimeUnit.SECONDS.sleep(1);
        }
        List<Double> waits = readers.waits();
        System.out.printf(
                "%-10s %8d %11.0f ms %7.1f ms %10d %12d %20.0f ms%n",
                name,
                waits.size(),
                waits.get(waits.size() - 1),
                waits.get(waits.size() * 99 / 100),
                waits.stream().filter(wait -> wait > 1000).count(),
                waits.stream().filter(wait -> wait > 250).count(),
                afterRelease);
    }

    /** Milliseconds from the release of the lock to the end of the migration. */
    private static double behindAReader(Tool tool, String url, Path folder, int seconds) throws Exception {
        try (Connection holder = connect(url);
                Connection watch = connect(url);
                Statement reading = holder.createStatement()) {
            holder.setAutoCommit(false);
            reading.executeQuery("SELECT count(*) FROM t").close();
            CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    tool.apply(url, folder);
                    return System.nanoTime();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!waits(watch) && !ended.isDone()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.SECONDS.sleep(seconds);
            holder.commit();
            long released = System.nanoTime();
            return (ended.get(60, TimeUnit.SECONDS) - released) / 1e6;
        }
    }

    private static boolean waits(Connection watch) throws SQLException {
        try (Statement query = watch.createStatement();
                ResultSet row = query.executeQuery(WAITING)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private static void write(Path folder, int number, String sql) throws Exception {
        String name = "V" + number + "__change.sql";
        Files.writeString(folder.resolve(name), sql);
        Path changelog = Peers.changelog(folder);
        String begun = Files.exists(changelog) ? Files.readString(changelog) : "databaseChangeLog:\n";
        Files.writeString(
                changelog,
                begun + "- changeSet:\n    id: '" + number
                        + "'\n    author: bench\n    changes:\n    - sqlFile: {path: '" + folder.getFileName() + '/'
                        + name
                        + "'}\n");
    }

    private static void fresh(String url, String name) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
    }

    private static void slipway(String url, Path folder) throws SQLException {
        PGSimpleDataSource others = new PGSimpleDataSource();
        others.setUrl(url);
        others.setUser(EmbeddedDatabase.USER);
        others.setPassword(EmbeddedDatabase.USER);
        try (OneConnection pool = new OneConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER)) {
            Run run = new Engine(folder, pool.dataSource()).runWatched(others);
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(run.errors().toString());
            }
        }
    }

    private static void flyway(String url, Path folder) {
        Flyway.configure()
                .dataSource(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER)
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }
}
