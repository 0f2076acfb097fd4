package org.slipway.audit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Events that wait for the database, in their order. Bounded: what comes when it is full is counted. Refusals may take half
 * of it, so that no stranger can push out what admins do.
 */
final class AuditBuffer {
    static final int LIMIT = 1000;

    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private int refusals;
    private long lost;
    private Instant firstLost;
    private Instant lastLost;

    /** False when there is no room. */
    synchronized boolean add(AuditEntry entry) {
        boolean refusal = RefusalLimit.isRefusal(entry);
        if (waiting.size() >= LIMIT || refusal && refusals >= LIMIT / 2) {
            lost++;
            firstLost = firstLost == null ? entry.at() : firstLost;
            lastLost = entry.at();
            return false;
        }
        refusals += refusal ? 1 : 0;
        waiting.add(entry);
        return true;
    }

    /** When all that was kept is gone, comes what was lost, as one event. */
    synchronized List<AuditEntry> first(int count) {
        if (waiting.isEmpty() && lost > 0) {
            waiting.add(AuditEntry.ofConsole(
                    AuditAction.EVENTS_LOST,
                    lost + " events from " + firstLost + " to " + lastLost
                            + " could not be kept while they waited for the database; the server's log has them."));
            lost = 0;
            firstLost = null;
        }
        return waiting.stream().limit(count).toList();
    }

    synchronized void removeFirst(int count) {
        for (int i = 0; i < count; i++) {
            refusals -= RefusalLimit.isRefusal(waiting.remove()) ? 1 : 0;
        }
    }
}
