package org.slipway.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditFilter;

/**
 * A filter of the audit page as it stands in the address, so that page and export mean the same by it. Empty text is null.
 *
 * @param from a day, a time, or an instant, such as {@code 2026-03-02}, {@code 2026-03-02T12:00} or {@code 2026-03-02T12:00:00Z};
 *     without a zone it is UTC
 * @param until as {@code from}; a day counts to its end, anything else is before
 */
record AuditCriteria(String actor, String action, String from, String until, String run) {
    AuditCriteria {
        actor = emptyAsNull(actor);
        action = emptyAsNull(action);
        from = emptyAsNull(from);
        until = emptyAsNull(until);
        run = emptyAsNull(run);
    }

    /** What in an address can't be understood. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String key;

        /** @param key of the message; its value is the text */
        UnreadableException(String key, String text) {
            super(text);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private static String emptyAsNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    boolean isEmpty() {
        return query().isEmpty();
    }

    AuditFilter filter() throws UnreadableException {
        return new AuditFilter(actor, readAction(), instant(from, 0), instant(until, 1), number(run, "audit.noRun"));
    }

    private AuditAction readAction() throws UnreadableException {
        if (action == null) {
            return null;
        }
        return Arrays.stream(AuditAction.values())
                .filter(known -> known.name().equals(action))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("audit.noAction", action));
    }

    /**
     * Null for none.
     *
     * @param key of the message that it is none
     */
    static Long number(String text, String key) throws UnreadableException {
        String digits = emptyAsNull(text);
        if (digits != null && !digits.matches("[0-9]{1,18}")) {
            throw new UnreadableException(key, text);
        }
        return digits == null ? null : Long.valueOf(digits);
    }

    /** @param daysAfter what a day without a time stands for, from its beginning */
    private static Instant instant(String text, int daysAfter) throws UnreadableException {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).plusDays(daysAfter).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return text.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UnreadableException("audit.noTime", text);
        }
    }

    /** For an address, without a question mark; empty for no filter. */
    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("actor", actor);
        parameters.put("action", action);
        parameters.put("from", from);
        parameters.put("until", until);
        parameters.put("run", run);
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + PageAddresses.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
