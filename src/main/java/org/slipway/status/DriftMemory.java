package org.slipway.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The last comparison of this node, so that looking at the dashboard does not compare ten thousand objects each time.
 *
 * <p>It is forgotten after a while, and as soon as another run was the last.
 */
@ApplicationScoped
public class DriftMemory {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST_ALIKE = 50_000;

    private final ReentrantLock comparing = new ReentrantLock();
    private final Map<String, Boolean> alike = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_ALIKE;
        }
    });
    private volatile Kept kept;

    private record Kept(SchemaDrift drift, Long lastRun, Instant until) {}

    /**
     * The last comparison, or a new one. Who asks while another compares gets what there was before.
     *
     * @param lastRun id of the run that ended last; null when none has
     */
    SchemaDrift last(Long lastRun, Supplier<SchemaDrift> comparison) {
        Kept before = kept;
        if (isFresh(before, lastRun) || (before != null && comparing.isLocked())) {
            return before.drift();
        }
        comparing.lock();
        try {
            Kept now = kept;
            return isFresh(now, lastRun) ? now.drift() : keep(comparison.get(), lastRun);
        } finally {
            comparing.unlock();
        }
    }

    private static boolean isFresh(Kept kept, Long lastRun) {
        return kept != null
                && Objects.equals(lastRun, kept.lastRun())
                && Instant.now().isBefore(kept.until());
    }

    private SchemaDrift keep(SchemaDrift drift, Long lastRun) {
        kept = new Kept(drift, lastRun, Instant.now().plus(KEPT));
        return drift;
    }

    /** For those who compared for themselves. */
    SchemaDrift keep(SchemaDrift drift) {
        Kept before = kept;
        return keep(drift, before == null ? null : before.lastRun());
    }

    /** What is expected was changed. */
    public void forget() {
        kept = null;
    }

    /** What PostgreSQL said of a drift: true when both definitions mean the same. Null when it was not asked. */
    Boolean alike(ObjectDrift drift) {
        return alike.get(drift.fingerprint());
    }

    void remember(ObjectDrift drift, boolean same) {
        alike.put(drift.fingerprint(), same);
    }
}
