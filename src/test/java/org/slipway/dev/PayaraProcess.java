package org.slipway.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Payara Micro with the built WAR as a child process, bound to loopback.
 *
 * <p>Settings travel in a file that only its owner may read: a command line is public on most machines.
 */
public final class PayaraProcess {
    /** Keeps the terminal's Ctrl-C, which goes to all its processes, from stopping the server before its turn. */
    private static final Path SESSION = Path.of("/usr/bin/setsid");

    /** From Payara's own summary. After a failed deployment it stays up and answers 404. */
    private static final Pattern NOTHING_DEPLOYED = Pattern.compile("\"Deployed\": \\[\\s*]");

    private static final String LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1";

    /**
     * What to start.
     *
     * @param serverConfig folder with {@code pre-boot.asadmin} and {@code post-boot.asadmin}
     * @param workDirectory emptied at each start; log, settings and the unpacked server go there
     * @param runDirectory what relative paths in settings are relative to
     */
    public record Launch(
            Path microJar,
            Path driverJar,
            Path war,
            Path serverConfig,
            Path workDirectory,
            Path runDirectory,
            int port,
            Map<String, String> settings) {}

    private final Launch launch;
    private final Process process;

    private PayaraProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /** Returns at once; {@link #awaitReady} waits. */
    public static PayaraProcess start(Launch launch) throws IOException {
        Path work = launch.workDirectory().toAbsolutePath();
        delete(work);
        Files.createDirectories(work);
        Path settings = OwnerOnly.createFile(work.resolve("settings.properties"));
        Properties properties = new Properties();
        properties.putAll(launch.settings());
        try (var out = Files.newOutputStream(settings)) {
            properties.store(out, null);
        }
        Path preBoot = Files.writeString(
                work.resolve("pre-boot.asadmin"),
                Files.readString(launch.serverConfig().resolve("pre-boot.asadmin")) + LOOPBACK + "\n");
        Process process = new ProcessBuilder(command(launch, work, settings, preBoot))
                .directory(launch.runDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("server.log").toFile())
                .start();
        process.getOutputStream().close();
        return new PayaraProcess(launch, process);
    }

    private static List<String> command(Launch launch, Path work, Path settings, Path preBoot) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SESSION)) {
            command.add(SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(List.of("-jar", launch.microJar().toAbsolutePath().toString()));
        command.addAll(List.of("--deploy", launch.war().toAbsolutePath().toString(), "--contextroot", "/"));
        command.addAll(List.of(
                "--port",
                Integer.toString(launch.port()),
                "--rootdir",
                work.resolve("payara").toString()));
        command.addAll(List.of("--addlibs", launch.driverJar().toAbsolutePath().toString()));
        command.addAll(List.of("--systemproperties", settings.toString(), "--prebootcommandfile", preBoot.toString()));
        Path postBoot = launch.serverConfig().resolve("post-boot.asadmin").toAbsolutePath();
        command.addAll(List.of("--postbootcommandfile", postBoot.toString(), "--nohazelcast", "--disablephonehome"));
        return command;
    }

    /**
     * Waits until {@code /health/ready} answers 200.
     *
     * @throws IOException with the log's tail when the process ended or the time is over
     */
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + launch.port() + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + limit.toNanos();
        String answer = ask(client, request);
        while (!answer.startsWith("200")) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server ended with code " + process.exitValue() + ". " + logTail(40));
            }
            if (NOTHING_DEPLOYED.matcher(Files.readString(log())).find()) {
                throw new IOException("The console could not be deployed. " + logTail(40));
            }
            if (System.nanoTime() > end) {
                throw new IOException("The server was not ready within " + limit.toSeconds() + " s. " + request.uri()
                        + " says: " + answer + ". " + logTail(40));
            }
            answer = ask(client, request);
        }
    }

    private static String ask(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException notYet) {
            return "nothing (" + notYet.getMessage() + ")";
        }
    }

    public Path log() {
        return launch.workDirectory().toAbsolutePath().resolve("server.log");
    }

    public String logTail(int lines) throws IOException {
        List<String> all = Files.readAllLines(log());
        return "The end of " + log() + ":\n"
                + String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks it to stop, and insists when the time is over. */
    public void stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it without warning. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
