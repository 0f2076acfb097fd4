package org.slipway.api;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slipway.history.Run;
import org.slipway.history.RunReader;

/**
 * Waits for the end of a run without keeping a thread busy: it looks into the database now and then, because another node
 * may work on the run. The scheduler carries the caller's identity, which {@link RunReader} asks for.
 */
@ApplicationScoped
public class RunWaiter {
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    @Inject
    RunReader runs;

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** The run when it ended, or as it is when the time is over. */
    CompletionStage<Run> await(long id, Duration atMost) {
        CompletableFuture<Run> answer = new CompletableFuture<>();
        look(id, Instant.now().plus(atMost), FIRST_LOOK, answer);
        return answer;
    }

    private void look(long id, Instant end, Duration pause, CompletableFuture<Run> answer) {
        try {
            Run run = runs.find(id).orElseThrow(() -> ProblemException.noSuchRun(Long.toString(id)));
            Duration left = Duration.between(Instant.now(), end);
            if (!run.status().isActive() || left.isZero() || left.isNegative()) {
                answer.complete(run);
                return;
            }
            Duration next = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            scheduler.schedule(
                    () -> look(id, end, next, answer), shorter(pause, left).toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
