package org.slipway.audit;

import java.time.Instant;

/**
 * Which events; null stands for any.
 *
 * @param actor the whole name, as it was typed: it is cleaned as it was when the event was written
 * @param from at or after
 * @param until before
 */
public record AuditFilter(String actor, AuditAction action, Instant from, Instant until, Long run) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    /** PostgreSQL's own range is wider, Java's is wider than PostgreSQL's. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    public AuditFilter {
        actor = AuditText.clean(actor, AuditEntry.NAME_LIMIT);
        from = clamped(from);
        until = clamped(until);
    }

    private static Instant clamped(Instant instant) {
        if (instant == null || instant.isBefore(FIRST)) {
            return instant == null ? null : FIRST;
        }
        return instant.isAfter(LAST) ? LAST : instant;
    }
}
