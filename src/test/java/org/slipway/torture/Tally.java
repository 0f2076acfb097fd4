package org.slipway.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts trials, and says what was done to them. */
final class Tally {
    private final long began = System.nanoTime();
    private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);
    private final List<Trial.Result> bad = new ArrayList<>();
    private int trials;
    private int passed;
    private int runs;

    void add(Trial.Result result) {
        trials++;
        runs += result.runs();
        boolean happened = result.struck() || result.scenario().kind() == Kind.TWO_NODES;
        if (happened) {
            struck.merge(result.scenario().kind(), 1, Integer::sum);
        } else {
            passed++;
        }
        if (!result.violations().isEmpty()) {
            bad.add(result);
        }
    }

    List<Trial.Result> bad() {
        return bad;
    }

    int violations() {
        return bad.stream().mapToInt(result -> result.violations().size()).sum();
    }

    /** @param seed of the whole test */
    String summary(long seed) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String kinds = struck.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        String violated = bad.stream().map(result -> "\n" + told(result)).collect(Collectors.joining());
        return "Torture, seed " + seed + ": " + trials + " trials with " + runs + " runs in " + took.toSeconds()
                + " s (" + Math.round(trials * 60_000.0 / Math.max(1, took.toMillis())) + " a minute). " + kinds
                + "; the moment did not come in " + passed + ". Violations: " + violations() + "." + violated;
    }

    static String told(Trial.Result result) {
        return "  " + result.scenario() + "\n    " + String.join("\n    ", result.violations());
    }
}
