package org.slipway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slipway.dev.PayaraProcess;

/**
 * The built WAR on a real Payara Micro, with a database and a migrations folder of its own, asked over HTTP.
 *
 * <p>Starting it takes ten seconds, so that all tests share one and {@link #reset} it. A test that needs other settings, or
 * that kills its server, starts one for itself.
 */
public final class TestConsole extends ConsoleClient implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    /** May sign in and has no role. */
    public static final String USER = "ursula";

    public static final String USER_PASSWORD = "nothing but a user";
    private static final String USER_HASH =
            "pbkdf2-sha512$1000$c2FsdC1vZi10aGUtdGVzdA==$bfpf2PHxK5kkp5i04mHEzDWEnnH87eIG92rFtrYn1/klF0075/BcANGn9gjFL8Duvd99cZSnkSVSffYRXfWS8w==";

    /** May look at everything. */
    public static final String VIEWER = "vera";

    public static final String VIEWER_PASSWORD = "looks and does not touch";
    private static final String VIEWER_HASH =
            "pbkdf2-sha512$1000$c2FsdC1vZi10aGUtdmlld2Vy$0tHr1Krk+VssfS4xQAHjC7INH5Jp8vFGeR6d6Yx439pPil+gGmdq49vfDzm3dLLMfovPU/vO8GeEs14OaDbBBg==";

    /** An admin whose name is markup; the password is the viewer's. */
    public static final String MARKUP = "<img src=x id=actor onerror=alert(1)>";

    /** The viewer's line of a users file. */
    public static final String VIEWER_LINE = VIEWER + ":viewer:" + VIEWER_HASH + "\n";

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static int count;
    private static TestConsole shared;
    private static TestConsole sharedOidc;

    private final String databaseName;
    private final Path folder;
    private final PayaraProcess server;

    private TestConsole(String name, int port, Map<String, String> otherSettings) throws IOException {
        super(URI.create("http://127.0.0.1:" + port), ADMIN, ADMIN_PASSWORD);
        databaseName = name;
        folder = Path.of("target/consoles").toAbsolutePath().resolve(name);
        Files.createDirectories(migrations());
        emptyFolder();
        server = PayaraProcess.start(new PayaraProcess.Launch(
                Path.of(System.getProperty("payara.microJar")),
                Path.of(System.getProperty("postgresql.driverJar")),
                Path.of(System.getProperty("war")),
                Path.of(System.getProperty("server.config")),
                folder.resolve("server"),
                folder,
                port,
                settings(otherSettings)));
    }

    /** The console that tests share, ready. */
    public static synchronized TestConsole shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    /**
     * The console whose accounts are those of {@link TestProvider#shared}, ready. Bearer tokens for it are signed by that
     * provider too, for {@link TestProvider#API_AUDIENCE}.
     */
    public static synchronized TestConsole sharedOidc() {
        if (sharedOidc == null) {
            sharedOidc = startOidc();
        }
        return sharedOidc;
    }

    /** Another node like {@link #sharedOidc}, with the same secret, that its caller closes. */
    public static TestConsole startOidc() {
        Map<String, String> settings = new HashMap<>(TestProvider.shared().settings());
        settings.put("slipway.auth.local.admin-password", "");
        settings.put("slipway.auth.local.users-file", "");
        settings.put("slipway.auth.secret", "c2VjcmV0LW9mLXRoZS10ZXN0cycgY29uc29sZXMuLi4=");
        settings.put("mp.jwt.verify.audiences", TestProvider.API_AUDIENCE);
        settings.put("mp.jwt.verify.clock.skew", "0");
        return start(settings);
    }

    /**
     * Another console, ready, that its caller closes.
     *
     * @param settings come over the defaults of {@link #shared}; an empty value takes a default away
     */
    public static TestConsole start(Map<String, String> settings) {
        try {
            TestConsole console = new TestConsole("console_" + nextNumber(), freePort(), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(console::close));
            console.server.awaitReady(START_LIMIT);
            return console;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static synchronized int nextNumber() {
        return ++count;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private Map<String, String> settings(Map<String, String> others) throws IOException {
        TestDatabase database = TestDatabase.shared();
        Map<String, String> settings = new HashMap<>();
        settings.put("slipway.db.url", database.createDatabase(databaseName));
        settings.put("slipway.db.user", database.user());
        settings.put("slipway.db.password", database.password());
        settings.put("slipway.migrations.location", "filesystem:" + migrations());
        settings.put("slipway.auth.local.admin-password", ADMIN_PASSWORD);
        Path users = Files.writeString(
                folder.resolve("users"),
                USER + "::" + USER_HASH + "\n" + VIEWER_LINE + MARKUP + ":admin:" + VIEWER_HASH + "\n");
        settings.put("slipway.auth.local.users-file", users.toString());
        settings.putAll(others);
        settings.values().removeIf(String::isEmpty);
        return settings;
    }

    /** As on the first day: an empty database, an empty folder. The server goes on. */
    public void reset() {
        TestDatabase.shared().empty(databaseName);
        emptyFolder();
    }

    private void emptyFolder() {
        try (Stream<Path> files = Files.walk(migrations())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(migrations())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("can't empty " + migrations(), e);
        }
    }

    public Path migrations() {
        return folder.resolve("migrations");
    }

    /** @param name may contain subfolders */
    public Path write(String name, String sql) {
        try {
            Path file = migrations().resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, sql);
        } catch (IOException e) {
            throw new IllegalStateException("can't write " + name, e);
        }
    }

    /** Name of its database in {@link TestDatabase#shared}. */
    public String databaseName() {
        return databaseName;
    }

    /** For what HTTP does not show. */
    public void execute(String sql) {
        TestDatabase database = TestDatabase.shared();
        database.execute(database.url(databaseName), sql);
    }

    public PayaraProcess server() {
        return server;
    }

    @Override
    public void close() {
        try {
            server.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
