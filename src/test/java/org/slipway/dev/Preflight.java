package org.slipway.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes sure that the console can start, before anything is built: ends what a killed {@code mvn -Prun} left behind, and
 * says plainly when the port belongs to somebody else.
 *
 * <p>Maven runs this one source file as it is, uncompiled; so it uses nothing but the JDK.
 */
public final class Preflight {
    private static final String RECORD = "processes";
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);
    private static final int STOP_SECONDS = 10;

    private Preflight() {}

    public static void main(String[] arguments) throws IOException {
        try {
            check(Path.of(arguments[0]), arguments[1]);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * @param state folder in which {@link #record} wrote
     * @throws IllegalStateException with a sentence for the developer
     */
    static void check(Path state, String port) throws IOException {
        endLeftOvers(state);
        checkPort(port);
    }

    /** Remembers who runs here: the first process owns the others and ends them; if it can't any more, the next start does. */
    static void record(Path state, List<ProcessHandle> processes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ProcessHandle process : processes) {
            lines.add(process.pid() + " " + startOf(process).toEpochMilli());
        }
        Files.write(state.resolve(RECORD), lines);
    }

    private static void endLeftOvers(Path state) throws IOException {
        Path record = state.resolve(RECORD);
        List<String> lines = Files.exists(record) ? Files.readAllLines(record) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            Optional<ProcessHandle> process = stillRunning(lines.get(i));
            if (process.isPresent()
                    && i == 0
                    && process.get().pid() != ProcessHandle.current().pid()) {
                throw new IllegalStateException("Slipway already runs from this folder, as process "
                        + process.get().pid() + ". Stop that one first.");
            }
            if (process.isPresent() && i > 0) {
                end(process.get());
            }
        }
        endDatabase(state.resolve("postgresql/data/postmaster.pid"));
        Files.deleteIfExists(record);
    }

    /**
     * A process number is given again to others, so the time when it started must be the recorded one too. One that has
     * ended but whose parent has not taken notice yet has no command any more.
     */
    private static Optional<ProcessHandle> stillRunning(String line) {
        String[] words = line.split(" ");
        Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return running(words[0], started);
    }

    private static Optional<ProcessHandle> running(String pid, Instant started) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(p -> p.info().command().isPresent() && near(startOf(p), started));
    }

    /** PostgreSQL writes its own record: process, data folder, seconds since 1970. A stale one would keep it from starting. */
    private static void endDatabase(Path postmaster) throws IOException {
        if (!Files.exists(postmaster)) {
            return;
        }
        List<String> lines = Files.readAllLines(postmaster);
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).trim()));
        running(lines.get(0).trim(), started).ifPresent(Preflight::end);
        Files.deleteIfExists(postmaster);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(CLOCK_TOLERANCE) < 0;
    }

    private static void end(ProcessHandle process) {
        System.out.println("Ending process " + process.pid() + ", left behind by a start that was killed.");
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Process " + process.pid() + " could not be ended.", e);
        }
    }

    private static void checkPort(String port) throws IOException {
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            throw new IllegalStateException(
                    "slipway.http.port is '" + port + "'; a number from 1 to 65535 is expected.");
        }
        try (ServerSocket probe = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            probe.getLocalPort();
        } catch (BindException e) {
            throw new IllegalStateException("Port " + port + " is in use (" + e.getMessage()
                    + "). Stop the program that listens there, or choose another port:"
                    + " mvn -Prun -Dslipway.http.port=" + (Integer.parseInt(port) % 65535 + 1));
        }
    }
}
