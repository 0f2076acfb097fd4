package org.slipway.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.execution.Engine;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.OneConnection;

/**
 * One long script by Slipway's engine, history and receipts included, and by {@code psql -1 -f}, in turn, on one PostgreSQL
 * with durable settings. Prints medians, the median of the ratios round by round, and the peak of Java's heap.
 *
 * <p>Arguments: megabytes, rounds, and optionally the kinds of script: {@code inserts}, {@code copy}, {@code huge},
 * {@code dump}.
 */
public final class PsqlBench {
    private enum Kind {
        INSERTS,
        COPY,
        HUGE,
        DUMP
    }

    private static final String TABLE = "CREATE TABLE public.invoice%d (id int, customer int, issued timestamptz,"
            + " amount numeric(12, 2), state text, note text);\n";
    private static final String NOTE =
            "Delivered to the back door; the neighbour signed and asked for a copy of number ";

    private PsqlBench() {}

    public static void main(String[] arguments) throws Exception {
        long size = Long.parseLong(arguments[0]) << 20;
        int rounds = Integer.parseInt(arguments[1]);
        List<String> kinds = List.of(arguments).subList(2, arguments.length);
        Path work = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Files.createTempDirectory(work, "pg"), true, 0)) {
            for (Kind kind : Kind.values()) {
                if (kinds.isEmpty() || kinds.contains(kind.name().toLowerCase(Locale.ROOT))) {
                    Path folder = Files.createTempDirectory(work, kind.name());
                    write(kind, folder.resolve("V1__long.sql"), size);
                    measure(database, folder, kind, rounds);
                }
            }
        }
    }

    private static void write(Kind kind, Path script, long size) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(script)) {
            switch (kind) {
                case INSERTS -> inserts(out, size);
                case COPY -> copy(out, 0, size);
                case HUGE -> huge(out, size / 10);
                case DUMP -> dump(out, size);
            }
        }
    }

    private static void inserts(Writer out, long size) throws IOException {
        out.write(TABLE.formatted(0));
        long written = 0;
        for (int i = 1; written < size; i++) {
            String statement =
                    "INSERT INTO public.invoice0 (id, customer, issued, amount, state, note) VALUES " + row(i) + ";\n";
            out.write(statement);
            written += statement.length();
        }
    }

    private static String row(int i) {
        return "(" + i + ", " + i % 977 + ", '2024-03-11 12:00:00+00', " + i % 10_000 + ".95, 'open', '" + NOTE + i
                + "')";
    }

    private static void huge(Writer out, long size) throws IOException {
        out.write(TABLE.formatted(0));
        out.write("INSERT INTO public.invoice0 VALUES " + row(0));
        long written = 0;
        for (int i = 1; written < size; i++) {
            String row = ",\n" + row(i);
            out.write(row);
            written += row.length();
        }
        out.write(";\n");
    }

    private static void copy(Writer out, int table, long size) throws IOException {
        out.write(TABLE.formatted(table));
        out.write("COPY public.invoice" + table + " FROM stdin;\n");
        long written = 0;
        for (int i = 1; written < size; i++) {
            String row =
                    i + "\t" + i % 977 + "\t2024-03-11 12:00:00+00\t" + i % 10_000 + ".95\t\\N\t" + NOTE + i + "\n";
            out.write(row);
            written += row.length();
        }
        out.write("\\.\n\n");
    }

    /** As {@code pg_dump} writes it. */
    private static void dump(Writer out, long size) throws IOException {
        out.write("\\restrict aB1\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"
                + "SELECT pg_catalog.set_config('search_path', '', false);\nSET check_function_bodies = false;\n");
        out.write(Scripts.mixed((int) (size / 100))
                .replaceAll("(?s)CREATE TABLE.*?;\n|COMMENT.*?;\n|UPDATE sales.invoice S.*?;\n", "")
                .replace("CREATE OR REPLACE FUNCTION sales.", "CREATE OR REPLACE FUNCTION public."));
        for (int table = 0; table < 10; table++) {
            copy(out, table, size / 10);
        }
        for (int table = 0; table < 10; table++) {
            out.write("ALTER TABLE ONLY public.invoice" + table + " ADD CONSTRAINT invoice" + table
                    + "_pkey PRIMARY KEY (id);\n");
        }
        out.write("\\unrestrict aB1\n");
    }

    private static void measure(EmbeddedDatabase database, Path folder, Kind kind, int rounds) throws Exception {
        List<Times> times = new ArrayList<>();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        for (int round = 0; round <= rounds; round++) {
            double before = round % 2 == 0 ? 0 : psql(database, folder);
            Slipway ours = slipway(database, folder);
            double theirs = round % 2 == 0 ? psql(database, folder) : before;
            if (round > 0) {
                times.add(new Times(ours.run, ours.whole, theirs));
            }
        }
        System.out.printf(
                "%-8s %3d MB: slipway %.2f s, with its validation %.2f s; psql -1 -f %.2f s;"
                        + " ratios %.2f and %.2f; peak heap %d MB%n",
                kind,
                Files.size(folder.resolve("V1__long.sql")) >> 20,
                median(times, Times::run),
                median(times, Times::whole),
                median(times, Times::psql),
                median(times, each -> each.run / each.psql),
                median(times, each -> each.whole / each.psql),
                peakHeap() >> 20);
    }

    /** Seconds. */
    private record Times(double run, double whole, double psql) {}

    /**
     * Seconds.
     *
     * @param whole with the reading and validating before the run
     */
    private record Slipway(double run, double whole) {}

    private static double median(List<Times> times, ToDoubleFunction<Times> figure) {
        return times.stream().mapToDouble(figure).sorted().toArray()[times.size() / 2];
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static Slipway slipway(EmbeddedDatabase database, Path folder) throws SQLException {
        String url = fresh(database);
        long start = System.nanoTime();
        try (OneConnection pool = new OneConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER)) {
            Run run = new Engine(folder, pool.dataSource()).run();
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(run.status() + " " + run.errors() + run.notices());
            }
            return new Slipway(
                    Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1e3,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private static double psql(EmbeddedDatabase database, Path folder) throws Exception {
        String url = fresh(database);
        long start = System.nanoTime();
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of("-U", EmbeddedDatabase.USER, "-d", url.substring("jdbc:".length())));
        command.addAll(List.of("-f", folder.resolve("V1__long.sql").toString()));
        Process psql = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (psql.waitFor() != 0) {
            throw new IllegalStateException("psql failed");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static String fresh(EmbeddedDatabase database) throws SQLException {
        String admin = database.url("postgres");
        try (Connection connection = DriverManager.getConnection(admin, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS psql_bench WITH (FORCE)");
            statement.execute("CREATE DATABASE psql_bench");
            statement.execute("CHECKPOINT");
        }
        return database.url("psql_bench");
    }
}
