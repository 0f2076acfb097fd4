package org.slipway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slipway.dev.EmbeddedDatabase;

/** Processor time of PostgreSQL, all its processes: what a step costs the server, on a busy machine too. Linux only. */
final class ServerTime {
    private static final double TICKS_PER_SECOND = 100;

    private ServerTime() {}

    /** Of the processes that run and of those that have ended. */
    static double seconds(EmbeddedDatabase database) throws IOException {
        ProcessHandle postmaster = database.process();
        try (Stream<ProcessHandle> children = postmaster.children()) {
            double running =
                    children.mapToDouble(child -> ticks(child.pid(), false)).sum();
            return (running + ticks(postmaster.pid(), true)) / TICKS_PER_SECOND;
        }
    }

    /** Fields 14 to 17 of {@code /proc/PID/stat}, see proc(5); 0 when the process has ended. */
    private static double ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            return withEnded ? own + Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]) : own;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
