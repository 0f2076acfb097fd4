package org.slipway.operations;

import java.util.Locale;
import org.slipway.execution.EngineCounters;

/** Which metrics there are, and what they are called. */
final class Metrics {
    private Metrics() {}

    /** @param seen null when nobody has looked at the database yet; of what is not known nothing is said */
    static String text(EngineCounters counters, SchemaGauges.Seen seen) {
        OpenMetrics metrics = new OpenMetrics();
        metrics.counter("slipway_runs", null, "Runs that this node worked on and that have ended.");
        counters.runs()
                .forEach((status, count) ->
                        metrics.total("outcome", status.name().toLowerCase(Locale.ROOT), count));
        metrics.histogram(
                "slipway_step_duration_seconds",
                "How long applied steps took, each in its last try.",
                EngineCounters.STEP_BOUNDS,
                counters.stepsWithin(),
                counters.steps(),
                counters.stepTime());
        metrics.counter("slipway_steps_failed", null, "Steps that ended a run of this node.")
                .total(counters.stepsFailed());
        metrics.counter("slipway_step_retries", null, "Tries of a step after its first one.")
                .total(counters.retries());
        metrics.counter("slipway_lock_waits", null, "Tries that another session's lock ended, by lock_timeout.")
                .total(counters.lockWaits());
        metrics.counter("slipway_lock_wait_seconds", "seconds", "How long those tries took.")
                .total(counters.lockWaitTime());
        if (seen != null) {
            gauges(metrics, seen);
        }
        return metrics.end();
    }

    private static void gauges(OpenMetrics metrics, SchemaGauges.Seen seen) {
        metrics.gauge("slipway_database_up", "Whether the database answered; without it what follows is not known.")
                .value(seen.reached() ? 1 : 0);
        if (!seen.reached()) {
            return;
        }
        metrics.gauge("slipway_migrations", "Migrations that want attention: pending, late and failed ones.")
                .value("state", "pending", seen.pending())
                .value("state", "late", seen.late())
                .value("state", "failed", seen.failed());
        metrics.gauge("slipway_run_active", "Whether a run is under way, on whichever node.")
                .value(seen.active() ? 1 : 0);
        if (seen.drifted() != null) {
            metrics.gauge("slipway_drifted_objects", "Objects that are not as the applied migrations left them.")
                    .value(seen.drifted());
        }
    }
}
