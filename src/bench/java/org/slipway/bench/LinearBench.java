package org.slipway.bench;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/**
 * Whether a script that is twice as long takes twice as long to divide, whatever it consists of.
 *
 * <p>{@code mvn -Pbench test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=org.slipway.bench.LinearBench}.
 * Each piece is repeated to one and to four million characters, alone and inside of what swallows it. Linear is a
 * ratio of 4, of the processor's time; the worst are printed.
 */
public final class LinearBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SHORT = 1_000_000;
    private static final int LONG = 4 * SHORT;
    private static final int ROUNDS = 5;
    private static final int PRINTED = 12;

    private static final List<String> BEGINNINGS = List.of(
            "",
            "select '",
            "select \"",
            "select $q$",
            "/*",
            "create function f() begin atomic ",
            "copy t from stdin;\n");
    private static final List<String> PIECES = List.of(
            "x ",
            "; ",
            "'a' ",
            "''",
            "\"",
            "$",
            "$a",
            "$a$",
            "$a$ $b$ ",
            "/*",
            "/* */",
            "*/",
            "--x\n",
            "--\n;",
            "\n",
            "-",
            "(",
            ")",
            "begin atomic ",
            "case ",
            "end ",
            "create function ",
            "E'\\'' ",
            "u&'",
            "\\restrict a\n",
            "1",
            "1e",
            "1.",
            "a.",
            "::",
            ":",
            "copy t from stdin;\n",
            "copy t from stdin;\nx\n\\.\n",
            "\uFEFF",
            "é",
            "😀",
            "\t",
            "\r",
            "\r\n",
            "begin;",
            "+-");

    private LinearBench() {}

    public static void main(String[] args) throws IOException {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (String beginning : BEGINNINGS) {
            for (String piece : PIECES) {
                double longer = milliseconds(beginning + piece.repeat(LONG / piece.length()));
                double ratio = longer / milliseconds(beginning + piece.repeat(SHORT / piece.length()));
                ratios.put((beginning + piece).replace("\n", "\\n") + String.format(" (%.1f ms)", longer), ratio);
            }
        }
        System.out.printf("%d kinds of script; the least linear:%n", ratios.size());
        ratios.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(PRINTED)
                .forEach(entry -> System.out.printf("  %-60s %.1f%n", entry.getKey(), entry.getValue()));
    }

    private static double milliseconds(String script) throws IOException {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            divide(script);
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
        }
        return best;
    }

    private static void divide(String text) throws IOException {
        try (SqlScript script = new SqlScript(new StringReader(text))) {
            for (SqlStatement statement = script.next(); statement != null; statement = script.next()) {
                if (statement.copyFromStdin()) {
                    script.copyData().transferTo(Writer.nullWriter());
                }
            }
        } catch (SqlSyntaxException e) {
            // ends there; what was read until then took its time
        }
    }
}
