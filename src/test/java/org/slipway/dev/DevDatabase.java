package org.slipway.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The embedded PostgreSQL of {@code mvn -Prun}: durable, and in a session of its own.
 *
 * <p>Ctrl-C goes to every process of the terminal's foreground group, so a plain child would be gone before the server has
 * finished its step. {@code pg_ctl} takes the database out of that group.
 */
final class DevDatabase {
    private static final String NAME = "postgres";
    private static final int COMMAND_SECONDS = 60;

    private final Path data;
    private final List<String> pgCtl;
    private final int port;

    private DevDatabase(Path data, List<String> pgCtl, int port) {
        this.data = data;
        this.pgCtl = pgCtl;
        this.port = port;
    }

    static DevDatabase start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        DevDatabase database;
        try (EmbeddedDatabase prepared = EmbeddedDatabase.start(data, true, 0)) {
            database = new DevDatabase(data, pgCtl(prepared.process()), prepared.port());
        }
        String options = "-p " + database.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        database.call("start", "-w", "-l", folder.resolve("postgresql.log").toString(), "-o", options);
        return database;
    }

    /** PostgreSQL refuses to run as root, and is content with a user namespace in which it is not. */
    private static List<String> pgCtl(ProcessHandle postmaster) {
        Path binaries = Path.of(postmaster.info().command().orElseThrow()).getParent();
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("pg_ctl").toString());
        return command;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    ProcessHandle process() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
    }

    void stop() throws IOException, InterruptedException {
        call("stop", "-w", "-m", "fast", "-t", "5");
    }

    private void call(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pgCtl);
        command.addAll(List.of("-D", data.toString()));
        command.addAll(List.of(arguments));
        Path output = data.resolveSibling("pg_ctl.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("pg_ctl " + arguments[0] + " failed: " + Files.readString(output) + "See also "
                    + data.resolveSibling("postgresql.log"));
        }
    }
}
