package org.slipway.bench;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import liquibase.util.StringUtil;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.database.postgresql.PostgreSQLParser;
import org.postgresql.core.Parser;
import org.slipway.sql.SqlScript;

/**
 * How fast a script is divided into statements, beside the splitters of pgjdbc, Flyway and Liquibase, in one run.
 *
 * <p>{@code mvn -Pbench test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=org.slipway.bench.SplitBench}.
 * All are given the same text in memory and asked for the text of every statement. Flyway and Liquibase get the first
 * megabytes only: they would need minutes.
 */
public final class SplitBench {
    private static final int ROUNDS = 7;

    private SplitBench() {}

    @FunctionalInterface
    private interface Splitter {
        /** @return number of statements */
        long split(String script) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        compare("inserts", Scripts.inserts(megabytes << 20));
        compare("functions, comments, quotes", Scripts.mixed(megabytes << 20));
    }

    private static void compare(String name, String script) throws Exception {
        System.out.printf("%n%s: %.1f MB%n", name, script.length() / 1e6);
        Map<String, Splitter> fast = new LinkedHashMap<>();
        fast.put("read every character once", SplitBench::readOnce);
        fast.put("SqlScript", SplitBench::slipway);
        fast.put("pgjdbc Parser.parseJdbcSql", SplitBench::pgjdbc);
        Map<String, Double> speeds = measure(fast, script, ROUNDS);
        String part = script.substring(0, script.lastIndexOf(";\n", 2_000_000) + 2);
        Map<String, Splitter> slow = new LinkedHashMap<>();
        slow.put("Flyway PostgreSQLParser", SplitBench::flyway);
        slow.put("Liquibase processMultiLineSQL", SplitBench::liquibase);
        speeds.putAll(measure(slow, part, 3));
        double own = speeds.get("SqlScript");
        speeds.forEach((who, speed) ->
                System.out.printf("  %-32s %8.1f MB/s   SqlScript is %.2f times as fast%n", who, speed, own / speed));
    }

    /** Medians, in MB/s; the rounds take turns, so that what disturbs the machine disturbs all. */
    private static Map<String, Double> measure(Map<String, Splitter> splitters, String script, int rounds)
            throws Exception {
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) {
            for (Map.Entry<String, Splitter> splitter : splitters.entrySet()) {
                System.gc();
                long start = System.nanoTime();
                long statements = splitter.getValue().split(script);
                double speed = script.length() * 1e3 / (System.nanoTime() - start);
                if (round >= 0) {
                    speeds.computeIfAbsent(splitter.getKey(), key -> new ArrayList<>())
                            .add(speed);
                } else if (round == -1) {
                    System.out.printf("  %-32s finds %,d statements%n", splitter.getKey(), statements);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        speeds.forEach((who, all) -> {
            Collections.sort(all);
            medians.put(who, all.get(all.size() / 2));
        });
        return medians;
    }

    /** The floor: no splitter can look at fewer characters. */
    private static long readOnce(String script) throws Exception {
        char[] buffer = new char[1 << 15];
        long semicolons = 0;
        try (Reader reader = new StringReader(script)) {
            for (int count; (count = reader.read(buffer)) > 0; ) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == ';') {
                        semicolons++;
                    }
                }
            }
        }
        return semicolons;
    }

    private static long slipway(String script) throws Exception {
        long statements = 0;
        try (SqlScript split = new SqlScript(new StringReader(script))) {
            while (split.next() != null) {
                statements++;
            }
        }
        return statements;
    }

    private static long pgjdbc(String script) throws Exception {
        return Parser.parseJdbcSql(script, true, false, true, false, true).size();
    }

    private static long flyway(String script) throws Exception {
        var parser = new PostgreSQLParser(new FluentConfiguration(), new ParsingContext());
        long statements = 0;
        try (var iterator = parser.parse(new StringResource(script))) {
            for (; iterator.hasNext(); iterator.next()) {
                statements++;
            }
        }
        return statements;
    }

    private static long liquibase(String script) {
        return StringUtil.processMultiLineSQL(script, false, true, null).length;
    }
}
