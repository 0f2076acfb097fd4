package org.slipway.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A PostgreSQL of our own on loopback, with its data in a folder that outlives it.
 *
 * <p>The library's defaults trade durability for speed, and it attaches to whatever listens on its port; both are put right
 * here. It starts PostgreSQL by {@code pg_ctl}, that is outside the terminal's foreground group: Ctrl-C does not end it.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** Superuser of every embedded database; loopback connections are trusted, the password is of no account. */
    public static final String USER = "postgres";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger NOISE = Logger.getLogger("io.zonky");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path dataDirectory;
    private final boolean durable;
    private final int port;
    private EmbeddedPostgres server;

    static {
        NOISE.setLevel(Level.WARNING);
    }

    private EmbeddedDatabase(Path dataDirectory, boolean durable, int port) {
        this.dataDirectory = dataDirectory;
        this.durable = durable;
        this.port = port;
    }

    /** @param port 0 for a free one */
    public static EmbeddedDatabase start(Path dataDirectory, boolean durable, int port) throws IOException {
        EmbeddedDatabase database = new EmbeddedDatabase(dataDirectory, durable, bindable(port));
        database.restart();
        return database;
    }

    /** Starts it again, on the same port and data, after {@link #close} or {@link #kill}. */
    public synchronized void restart() throws IOException {
        bindable(port);
        Files.createDirectories(dataDirectory.toAbsolutePath().getParent());
        server = EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .start();
    }

    /** @throws IOException when something else listens there */
    private static int bindable(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** Process of the postmaster, read from the file that PostgreSQL itself keeps. */
    public ProcessHandle process() throws IOException {
        String pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
    }

    /** Ends it as a power cut would: nothing is written any more, connections break. */
    public synchronized void kill() throws Exception {
        ProcessHandle postmaster = process();
        postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        postmaster.onExit().get(10, TimeUnit.SECONDS);
        close();
    }

    /** Ends sessions, rolls back, writes a checkpoint and stops. */
    @Override
    public synchronized void close() {
        if (server == null) {
            return;
        }
        try {
            server.close();
            server = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
