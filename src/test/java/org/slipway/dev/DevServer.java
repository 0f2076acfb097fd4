package org.slipway.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code mvn -Prun} runs: PostgreSQL and the console on loopback, until the Maven process is told to stop.
 *
 * <p>Both are child processes. They end in order, the server first, so that it can finish the step it is in.
 */
public final class DevServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration SERVER_STOP_LIMIT = Duration.ofSeconds(6);

    private final Path base = Path.of(System.getProperty("dev.basedir"));
    private final Path state = Path.of(System.getProperty("dev.state"));
    private final DevSettings settings;
    private EmbeddedDatabase database;
    private PayaraProcess server;
    private boolean stopping;

    private DevServer() throws IOException {
        Files.createDirectories(state);
        settings = DevSettings.read(base, state);
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            new DevServer().run();
        } catch (IOException | IllegalStateException e) {
            System.err.println("\n  Slipway did not start.\n\n  " + e.getMessage() + "\n");
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        Preflight.check(state, settings.port());
        Preflight.record(state, List.of(ProcessHandle.current()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        startDatabase();
        startServer();
        server.awaitReady(START_LIMIT);
        System.out.println(settings.banner(server.log(), database != null));
        server.handle().onExit().join();
        stayWhileStopping();
        throw new IOException("The server has ended by itself. " + server.logTail(40));
    }

    private synchronized void startDatabase() throws IOException {
        if (stopping || settings.hasOwnDatabase()) {
            return;
        }
        database = EmbeddedDatabase.start(state.resolve("postgresql/data"), true, 0);
        settings.useDatabase(database.url(EmbeddedDatabase.USER), EmbeddedDatabase.USER, EmbeddedDatabase.USER);
        recordProcesses();
    }

    private synchronized void startServer() throws IOException {
        if (stopping) {
            throw new IllegalStateException("It was stopped while it started.");
        }
        server = PayaraProcess.start(new PayaraProcess.Launch(
                Path.of(System.getProperty("dev.microJar")),
                Path.of(System.getProperty("dev.driverJar")),
                Path.of(System.getProperty("dev.war")),
                base.resolve("server-config/payara-micro"),
                state.resolve("server"),
                base,
                Integer.parseInt(settings.port()),
                settings.forServer()));
        recordProcesses();
    }

    private void recordProcesses() throws IOException {
        List<ProcessHandle> processes = new ArrayList<>(List.of(ProcessHandle.current()));
        if (server != null) {
            processes.add(server.handle());
        }
        if (database != null) {
            processes.add(database.process());
        }
        Preflight.record(state, processes);
    }

    /** The shutdown hook ends the JVM; nothing is to be said about a server that it has stopped. */
    private synchronized void stayWhileStopping() throws InterruptedException {
        while (stopping) {
            wait();
        }
    }

    private synchronized void stop() {
        stopping = true;
        try {
            if (server != null) {
                server.stop(SERVER_STOP_LIMIT);
            }
            if (database != null) {
                database.close();
            }
            Files.deleteIfExists(state.resolve("processes"));
            System.out.println("\n  Slipway has stopped.");
        } catch (IOException | InterruptedException e) {
            System.err.println("\n  Not everything could be stopped: " + e.getMessage());
        }
    }
}
