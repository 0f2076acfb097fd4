package org.slipway.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query parameter {@code wait}: how long an answer may take, such as {@code 30s}. */
final class WaitTime {
    /** Proxies cut off what takes longer. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|min|h)");

    private WaitTime() {}

    /**
     * Zero for null, at most {@link #LONGEST}.
     *
     * @throws ProblemException 400 when it is not a time
     */
    static Duration of(String written) {
        if (written == null) {
            return Duration.ZERO;
        }
        Matcher time = WRITTEN.matcher(written.strip());
        if (!time.matches()) {
            throw ProblemException.invalidRequest("wait=" + written
                    + " is not a time: a whole number with ms, s, m or h is expected, such as wait=30s (5m at most).");
        }
        Duration asked = of(Long.parseLong(time.group(1)), time.group(2));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
