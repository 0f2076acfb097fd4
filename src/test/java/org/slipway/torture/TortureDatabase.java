package org.slipway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.testing.Await;

/** A durable PostgreSQL that may be killed, with a fresh database for each trial. */
final class TortureDatabase implements AutoCloseable {
    /** What the test's own sessions are called; everybody else's are the console's. */
    static final String OWN = "torture";

    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    /** It tells of everything that a killed server can't do any more. Held, because a logger that nobody holds forgets. */
    private static final Logger NOISE = Logger.getLogger("io.zonky");

    private final EmbeddedDatabase server;

    private TortureDatabase(EmbeddedDatabase server) {
        this.server = server;
    }

    static TortureDatabase start(Path folder) throws IOException, SQLException {
        Path data = Files.createTempDirectory(Files.createDirectories(folder), "pg-");
        TortureDatabase database = new TortureDatabase(EmbeddedDatabase.start(data.resolve("data"), true, 0));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        NOISE.setLevel(Level.OFF);
        database.execute("postgres", "CREATE DATABASE ground");
        database.execute("ground", Mix.GROUND);
        return database;
    }

    void create(String name) throws SQLException {
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE ground");
    }

    void drop(String name) throws SQLException {
        execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
    }

    int port() {
        return server.port();
    }

    /** For a node. */
    static String url(int port, String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?sslmode=disable";
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(
                url(port(), name) + "&ApplicationName=" + OWN, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
    }

    void execute(String name, String sql) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** First column of all rows, as text. */
    List<String> query(String name, String sql) throws SQLException {
        try (Connection connection = connect(name)) {
            return query(connection, sql);
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Process ids of the console's sessions in a database. */
    List<String> backends(String name) throws SQLException {
        return query(
                "postgres",
                "SELECT pid FROM pg_stat_activity WHERE datname = '" + name + "' AND backend_type = 'client backend'"
                        + " AND application_name <> '" + OWN + "' ORDER BY pid");
    }

    /** PostgreSQL takes it for a crash, ends all sessions and recovers. */
    static void killBackend(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    void kill() {
        try {
            server.kill();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** After a kill; children that die a moment later keep the first attempts from succeeding. */
    void restart() {
        Await.until(
                RESTART_LIMIT,
                () -> {
                    server.restart();
                    return true;
                },
                Boolean::booleanValue);
    }

    /** Until it takes connections again after one of its processes was killed. */
    void awaitUp() {
        Await.until(RESTART_LIMIT, () -> query("postgres", "SELECT 1"), List.of("1")::equals);
    }

    @Override
    public void close() {
        server.close();
    }
}
