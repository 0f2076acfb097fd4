package org.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.dev.EmbeddedDatabase;

/**
 * A real PostgreSQL for tests: one for the whole JVM, started when it is first asked for, a database of its own for each
 * test class that wants one. A test that makes its server vanish starts one for itself.
 */
public final class TestDatabase implements AutoCloseable {
    private static TestDatabase shared;

    private final EmbeddedDatabase server;

    private TestDatabase(EmbeddedDatabase server) {
        this.server = server;
    }

    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = startOwn();
        }
        return shared;
    }

    /** A server that its caller may stop, kill and restart; ended with the JVM at the latest. */
    public static TestDatabase startOwn() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/databases")), "pg-");
            TestDatabase database = new TestDatabase(EmbeddedDatabase.start(folder.resolve("data"), false, 0));
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            return database;
        } catch (IOException e) {
            throw new IllegalStateException("no embedded PostgreSQL", e);
        }
    }

    /** Drops the database if it is there and makes it anew. */
    public String createDatabase(String name) {
        execute(url("postgres"), "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
        execute(url("postgres"), "CREATE DATABASE \"" + name + "\"");
        return url(name);
    }

    public String url(String database) {
        return server.url(database);
    }

    public String user() {
        return EmbeddedDatabase.USER;
    }

    public String password() {
        return EmbeddedDatabase.USER;
    }

    /** Not pooled: every call opens a connection. */
    public DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database));
        dataSource.setUser(user());
        dataSource.setPassword(password());
        return dataSource;
    }

    public void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Drops every schema and starts over with an empty {@code public}, so that tests do not see each other's tables. */
    public void empty(String database) {
        execute(url(database), """
                SET lock_timeout = '20s';
                SET client_min_messages = error;
                DO $$
                DECLARE each_schema name;
                BEGIN
                    FOR each_schema IN SELECT nspname FROM pg_namespace
                        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                    LOOP
                        EXECUTE format('DROP SCHEMA %I CASCADE', each_schema);
                    END LOOP;
                    CREATE SCHEMA public;
                END $$""");
    }

    /** Like a power cut; {@link #restart} brings it back with its data. */
    public void kill() throws Exception {
        server.kill();
    }

    public void stop() {
        server.close();
    }

    public void restart() throws IOException {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }
}
