package org.slipway.testing;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
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
public final class TestConsole implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static int count;
    private static TestConsole shared;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String databaseName;
    private final Path folder;
    private final int port;
    private final PayaraProcess server;
    private String token;

    private TestConsole(String name, Map<String, String> otherSettings) throws IOException {
        databaseName = name;
        folder = Path.of("target/consoles").toAbsolutePath().resolve(name);
        Files.createDirectories(migrations());
        emptyFolder();
        port = freePort();
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
     * Another console, ready, that its caller closes.
     *
     * @param settings come over the defaults of {@link #shared}; an empty value takes a default away
     */
    public static TestConsole start(Map<String, String> settings) {
        try {
            TestConsole console = new TestConsole("console_" + nextNumber(), settings);
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

    private Map<String, String> settings(Map<String, String> others) {
        TestDatabase database = TestDatabase.shared();
        Map<String, String> settings = new HashMap<>();
        settings.put("slipway.db.url", database.createDatabase(databaseName));
        settings.put("slipway.db.user", database.user());
        settings.put("slipway.db.password", database.password());
        settings.put("slipway.migrations.location", "filesystem:" + migrations());
        settings.put("slipway.auth.local.admin-password", ADMIN_PASSWORD);
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

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port).resolve(path);
    }

    public PayaraProcess server() {
        return server;
    }

    /** A bearer token of the local admin, fetched once. */
    public synchronized String token() {
        if (token == null) {
            Answer answer = send(request("/auth/token")
                    .header("Authorization", basic(ADMIN, ADMIN_PASSWORD))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            if (answer.status() != 200) {
                throw new IllegalStateException("no token: " + answer);
            }
            token = answer.json().getString("access_token");
        }
        return token;
    }

    public static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** As admin, with a bearer token. */
    public Answer get(String path) {
        return send(asAdmin(path).GET());
    }

    /** As admin, with a bearer token. */
    public Answer post(String path, JsonObject body) {
        return send(asAdmin(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** As admin, with a bearer token and no body. */
    public Answer post(String path) {
        return send(asAdmin(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder asAdmin(String path) {
        return request(path).header("Authorization", "Bearer " + token());
    }

    /** As nobody; add what the test is about. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no answer" + (server.handle().isAlive() ? "" : ", the server has ended"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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
