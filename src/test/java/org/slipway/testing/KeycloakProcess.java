package org.slipway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keycloak as a child process on loopback, with the realm of {@code keycloak/realm.json}.
 *
 * <p>Its first start builds itself, which takes half a minute and more. It calls itself {@code localhost}, so that to a
 * browser it is another site than the console at {@code 127.0.0.1}.
 */
public final class KeycloakProcess implements AutoCloseable {
    public static final String REALM = "slipway";
    public static final String CLIENT_ID = "slipway";
    public static final String CLIENT_SECRET = "slipway-secret";

    /** Of the master realm. */
    static final String OPERATOR = "operator";

    private static final String REALM_FILE = "data/import/realm.json";
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path home;
    private final int port;
    private Process process;

    private KeycloakProcess(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Not started yet, but its address is known, so that a console can be told it. */
    public static KeycloakProcess unpacked() throws IOException {
        String home = System.getProperty("keycloak.home", "");
        Requirement.check(
                Files.exists(Path.of(home, "bin/kc.sh")),
                "keycloak.required",
                "no Keycloak in target: mvn verify -Pkeycloak downloads it (160 MB) and unpacks it");
        KeycloakProcess keycloak = new KeycloakProcess(Path.of(home), freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
        return keycloak;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** As on the first day, with the console's addresses in the client's registration. Returns before it is ready. */
    public void begin(URI console) throws IOException {
        delete(home.resolve("data"));
        String realm = Files.readString(Path.of("src/test/resources/keycloak/realm.json"));
        Files.createDirectories(home.resolve(REALM_FILE).getParent());
        Files.writeString(home.resolve(REALM_FILE), realm.replace("@console@", console.toString()));
        start();
    }

    /** Goes on with what it has. Returns before it is ready. */
    public void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + uri(""),
                "--health-enabled=false"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx384m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", OPERATOR);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", OPERATOR);
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    public void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(20))
                .build();
        Await.until(
                START_LIMIT,
                () -> process.isAlive()
                        ? client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        : -1,
                status -> status == 200 || status == -1);
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak has ended, see " + log());
        }
    }

    public String issuer() {
        return uri("/realms/" + REALM).toString();
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private Path log() {
        return home.resolveSibling("keycloak.log");
    }

    /** The name of its folder is the name of its version. */
    public String version() {
        return home.getFileName().toString();
    }

    /** Stops it, as far as it runs; {@link #start} starts it again. */
    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        try {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroy);
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
