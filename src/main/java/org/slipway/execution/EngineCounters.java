package org.slipway.execution;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slipway.history.RunStatus;

/**
 * What this node has done since it was started, for whoever watches it. Counted here and not asked of the database: a scrape
 * must cost nothing, and another node counts its own.
 */
public final class EngineCounters {
    /** Upper bounds of the histogram of a step's duration: from one statement to an hour of work. */
    public static final List<Duration> STEP_BOUNDS = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /** There is one for the whole application, as there is one executor. */
    public static final EngineCounters NODE = new EngineCounters();

    private final Map<RunStatus, LongAdder> runs = new EnumMap<>(RunStatus.class);
    private final List<LongAdder> stepsWithin =
            STEP_BOUNDS.stream().map(bound -> new LongAdder()).toList();
    private final LongAdder steps = new LongAdder();
    private final LongAdder stepNanos = new LongAdder();
    private final LongAdder stepsFailed = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder lockWaits = new LongAdder();
    private final LongAdder lockWaitNanos = new LongAdder();

    public EngineCounters() {
        Arrays.stream(RunStatus.values())
                .filter(status -> !status.isActive())
                .forEach(status -> runs.put(status, new LongAdder()));
    }

    void runEnded(RunStatus status) {
        runs.get(status).increment();
    }

    /** @param took its last try alone */
    void stepApplied(Duration took) {
        for (int i = 0; i < STEP_BOUNDS.size(); i++) {
            if (took.compareTo(STEP_BOUNDS.get(i)) <= 0) {
                stepsWithin.get(i).increment();
            }
        }
        stepNanos.add(took.toNanos());
        steps.increment();
    }

    void stepFailed() {
        stepsFailed.increment();
    }

    void retried() {
        retries.increment();
    }

    /** @param took the try that ended so: its work and its wait */
    void lockTimedOut(Duration took) {
        lockWaits.increment();
        lockWaitNanos.add(took.toNanos());
    }

    public Map<RunStatus, Long> runs() {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        runs.forEach((status, count) -> counts.put(status, count.sum()));
        return Collections.unmodifiableMap(counts);
    }

    /** Cumulative, as many as there are {@link #STEP_BOUNDS}. */
    public List<Long> stepsWithin() {
        return stepsWithin.stream().map(LongAdder::sum).toList();
    }

    public long steps() {
        return steps.sum();
    }

    public Duration stepTime() {
        return Duration.ofNanos(stepNanos.sum());
    }

    public long stepsFailed() {
        return stepsFailed.sum();
    }

    public long retries() {
        return retries.sum();
    }

    public long lockWaits() {
        return lockWaits.sum();
    }

    public Duration lockWaitTime() {
        return Duration.ofNanos(lockWaitNanos.sum());
    }
}
