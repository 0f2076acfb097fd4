package org.slipway.audit;

import java.time.Instant;
import java.util.StringJoiner;

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

    /** For the record. */
    String described() {
        StringJoiner conditions = new StringJoiner(", ").setEmptyValue("all events");
        add(conditions, "actor", actor);
        add(conditions, "action", action);
        add(conditions, "from", from);
        add(conditions, "until", until);
        add(conditions, "run", run);
        return conditions.toString();
    }

    private static void add(StringJoiner conditions, String name, Object value) {
        if (value != null) {
            conditions.add(name + "=" + value);
        }
    }

    private static Instant clamped(Instant instant) {
        if (instant == null || instant.isBefore(FIRST)) {
            return instant == null ? null : FIRST;
        }
        return instant.isAfter(LAST) ? LAST : instant;
    }
}
