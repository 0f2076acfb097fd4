package org.slipway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PgBouncer on a free port of loopback, in front of {@link TestDatabase#shared}. */
public final class TestPooler implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final int port;

    private TestPooler(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Skips the test where PgBouncer is not installed.
     *
     * @param mode {@code transaction}, {@code statement} or {@code session}
     * @param connections how many server connections its clients share
     * @param more further lines of its configuration
     */
    public static TestPooler start(String mode, int connections, String... more) {
        String program = Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse(null);
        Requirement.check(
                program != null,
                "pgbouncer.required",
                "what stands between is only tested with PgBouncer (Debian: apt-get install pgbouncer)");
        try {
            return start(program, configuration(mode, connections, more));
        } catch (IOException e) {
            throw new IllegalStateException("PgBouncer does not start", e);
        }
    }

    private static TestPooler start(String program, List<String> configuration) throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/poolers").toAbsolutePath()), "pgbouncer-");
        int port = freePort();
        Path settings = folder.resolve("pgbouncer.ini");
        Files.writeString(settings, String.join("\n", configuration) + "\nlisten_port = " + port + "\n");
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command(program, settings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        TestPooler pooler = new TestPooler(builder.start(), log, port);
        Runtime.getRuntime().addShutdownHook(new Thread(pooler::close));
        Await.until(LIMIT, pooler::answers, answers -> answers);
        return pooler;
    }

    /** It refuses to run as root, and becomes somebody else once it has read its settings. */
    private static List<String> command(String program, Path settings) {
        return "root".equals(System.getProperty("user.name"))
                ? List.of(program, "-u", "nobody", settings.toString())
                : List.of(program, settings.toString());
    }

    private static List<String> configuration(String mode, int connections, String... more) {
        URI server = URI.create(TestDatabase.shared().url("postgres").substring("jdbc:".length()));
        return Stream.concat(
                        Stream.of(
                                "[databases]",
                                "* = host=127.0.0.1 port=" + server.getPort() + " user="
                                        + TestDatabase.shared().user(),
                                "[pgbouncer]",
                                "listen_addr = 127.0.0.1",
                                "unix_socket_dir =",
                                "auth_type = any",
                                "pool_mode = " + mode,
                                "default_pool_size = " + connections,
                                "ignore_startup_parameters = extra_float_digits"),
                        Stream.of(more))
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** @param parameters of the driver, such as {@code prepareThreshold=0} */
    public String url(String database, String... parameters) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                + (parameters.length == 0 ? "" : "?" + String.join("&", parameters));
    }

    private boolean answers() throws Exception {
        if (!process.isAlive()) {
            throw new IOException(Files.readString(log));
        }
        DriverManager.getConnection(
                        url("postgres"),
                        TestDatabase.shared().user(),
                        TestDatabase.shared().password())
                .close();
        return true;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
