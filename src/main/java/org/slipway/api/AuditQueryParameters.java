package org.slipway.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditExport;
import org.slipway.audit.AuditFilter;
import org.slipway.audit.ChainMark;

/** Query parameters of the audit trail's addresses; each of these throws a {@link ProblemException} 400 with its name. */
final class AuditQueryParameters {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private AuditQueryParameters() {}

    static AuditFilter filter(MultivaluedMap<String, String> query) {
        return new AuditFilter(
                query.getFirst("actor"),
                action(query.getFirst("action")),
                instant("from", query.getFirst("from")),
                instant("until", query.getFirst("until")),
                QueryNumber.ofNullable("run", query.getFirst("run")));
    }

    private static AuditAction action(String written) {
        return oneOf("action", written, AuditAction.values());
    }

    /** Null for null. */
    static AuditExport format(String written) {
        return written == null ? null : oneOf("format", written, AuditExport.values());
    }

    private static <E extends Enum<E>> E oneOf(String name, String written, E[] values) {
        return written == null
                ? null
                : Arrays.stream(values)
                        .filter(value -> value.name().equalsIgnoreCase(written))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.invalidRequest(
                                name + "=" + written + " is none of " + Arrays.toString(values) + "."));
    }

    private static Instant instant(String name, String written) {
        try {
            if (written == null) {
                return null;
            }
            return written.indexOf('T') < 0
                    ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.invalidRequest(name + "=" + written
                    + " is not a time: 2026-03-02, which begins in UTC, or 2026-03-02T12:00:00Z is expected; a + is to be"
                    + " written as %2B.");
        }
    }

    /** Null when neither is given. */
    static ChainMark known(String id, String hash) {
        if (id == null && hash == null) {
            return null;
        }
        if (id == null || hash == null) {
            throw ProblemException.invalidRequest("id and hash belong together: one is missing.");
        }
        if (!HASH.matcher(hash).matches()) {
            throw ProblemException.invalidRequest("hash=" + hash + " is not 64 hexadecimal digits.");
        }
        return new ChainMark(QueryNumber.of("id", id, Long.MAX_VALUE), hash);
    }
}
