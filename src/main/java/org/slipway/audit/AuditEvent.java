package org.slipway.audit;

import java.time.Instant;

/**
 * One row of {@code audit_event}, as it stands there: who tampered with it may have left anything, so that nothing but
 * {@code id} is sure not to be null.
 *
 * @param id one more than the one before, so that a gap shows
 * @param action name of an {@link AuditAction}, or what a newer console wrote
 * @param roles in alphabetical order, separated by commas; null for none
 * @param hash 64 hexadecimal digits
 */
public record AuditEvent(
        long id,
        Instant at,
        String action,
        String actor,
        String roles,
        String address,
        String node,
        Long runId,
        String detail,
        String hash) {

    AuditEvent withHash(String newHash) {
        return new AuditEvent(id, at, action, actor, roles, address, node, runId, detail, newHash);
    }
}
