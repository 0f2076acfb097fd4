package org.slipway.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets thirty refusals a minute through, of all strangers together and of each known caller; counts the rest, which becomes
 * one event when the minute is over. Nobody can fill the database by being refused.
 */
final class RefusalLimit {
    static final int A_MINUTE = 30;
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Set<AuditAction> REFUSALS =
            EnumSet.of(AuditAction.SIGN_IN_REFUSED, AuditAction.TOKEN_REFUSED, AuditAction.ACCESS_REFUSED);
    private static final String STRANGERS = "";
    private static final int CALLERS = 100;
    private static final int ADDRESSES = 1000;

    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** One minute of one caller, or of all strangers. */
    private static final class Window {
        private final Instant end;
        private final AuditEntry first;
        private final Map<AuditAction, Integer> omitted = new EnumMap<>(AuditAction.class);
        private final Set<String> addresses = new HashSet<>();
        private int count;
        private Instant last;

        Window(AuditEntry first) {
            this.first = first;
            this.end = first.at().plus(MINUTE);
        }

        boolean letsThrough(AuditEntry entry) {
            if (++count <= A_MINUTE) {
                return true;
            }
            last = entry.at();
            omitted.merge(entry.action(), 1, Integer::sum);
            if (addresses.size() < ADDRESSES) {
                addresses.add(entry.address());
            }
            return false;
        }

        AuditEntry summary(String caller) {
            String from = addresses.size() == ADDRESSES ? ADDRESSES + " or more" : "" + addresses.size();
            return new AuditEntry(
                    last,
                    AuditAction.REFUSALS_COUNTED,
                    caller.equals(STRANGERS) ? null : caller,
                    null,
                    null,
                    first.node(),
                    null,
                    (count - A_MINUTE) + " more refusals from " + from + " addresses in the minute from " + first.at()
                            + ": " + omitted);
        }
    }

    static boolean isRefusal(AuditEntry entry) {
        return REFUSALS.contains(entry.action());
    }

    /** True for what is to be recorded; false for a refusal that was only counted. */
    synchronized boolean letsThrough(AuditEntry entry) {
        if (!isRefusal(entry)) {
            return true;
        }
        String caller =
                entry.action() == AuditAction.ACCESS_REFUSED && entry.actor() != null ? entry.actor() : STRANGERS;
        String key = windows.containsKey(caller) || windows.size() < CALLERS ? caller : STRANGERS;
        return windows.computeIfAbsent(key, none -> new Window(entry)).letsThrough(entry);
    }

    /** What was counted in minutes that are over by now; they are forgotten with it. */
    synchronized List<AuditEntry> countedUntil(Instant now) {
        List<AuditEntry> summaries = new ArrayList<>();
        windows.entrySet().removeIf(window -> {
            boolean over = !window.getValue().end.isAfter(now);
            if (over && !window.getValue().omitted.isEmpty()) {
                summaries.add(window.getValue().summary(window.getKey()));
            }
            return over;
        });
        return summaries;
    }

    synchronized boolean hasCounted() {
        return windows.values().stream().anyMatch(window -> !window.omitted.isEmpty());
    }
}
