package org.slipway.audit;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slipway.security.Actor;

/**
 * Something that happened and is to be recorded; becomes an {@link AuditEvent} by its place in the chain.
 *
 * @param at to the microsecond, which is what PostgreSQL keeps
 * @param actor null for a stranger who gave no name
 * @param roles in alphabetical order, separated by commas; null for none
 * @param address of the client; null when nobody asked over the network
 * @param node the server it happened on
 * @param runId null unless it is about a run
 * @param detail a sentence, or null
 */
public record AuditEntry(
        Instant at,
        AuditAction action,
        String actor,
        String roles,
        String address,
        String node,
        Long runId,
        String detail) {
    static final int NAME_LIMIT = 200;
    private static final int DETAIL_LIMIT = 2000;

    /** Such as {@code 4711@console-1}. */
    private static final String NODE = ManagementFactory.getRuntimeMXBean().getName();

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        actor = AuditText.clean(actor, NAME_LIMIT);
        roles = AuditText.clean(roles, NAME_LIMIT);
        address = AuditText.clean(address, NAME_LIMIT);
        node = AuditText.clean(node, NAME_LIMIT);
        detail = AuditText.clean(detail, DETAIL_LIMIT);
    }

    /** Now, on this server. */
    public static AuditEntry of(AuditAction action, Actor actor, Long runId, String detail) {
        String roles = actor.roles().isEmpty()
                ? null
                : String.join(",", actor.roles().stream().sorted().toList());
        return new AuditEntry(Instant.now(), action, actor.name(), roles, actor.address(), NODE, runId, detail);
    }

    /** Now, on this server, by the console itself. */
    static AuditEntry ofConsole(AuditAction action, String detail) {
        return new AuditEntry(Instant.now(), action, null, null, null, NODE, null, detail);
    }

    AuditEntry ascii() {
        return new AuditEntry(
                at,
                action,
                AuditText.ascii(actor),
                AuditText.ascii(roles),
                AuditText.ascii(address),
                AuditText.ascii(node),
                runId,
                AuditText.ascii(detail));
    }

    AuditEvent withId(long id) {
        return new AuditEvent(id, at, action.name(), actor, roles, address, node, runId, detail, null);
    }
}
