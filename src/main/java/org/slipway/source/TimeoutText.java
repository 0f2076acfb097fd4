package org.slipway.source;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A timeout as directives write it: a whole number with a unit, such as {@code 200ms} or {@code 10min}; 0 is none. */
final class TimeoutText {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,10}) ?(ms|s|min|h|d)");
    /** PostgreSQL keeps timeouts as milliseconds in 31 bits. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private TimeoutText() {}

    /** @throws IllegalArgumentException with a message for the author */
    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not a duration; a whole number with ms, s, min, h or d is expected, such as 500ms or 10min, or 0 for none.");
        }
        Duration duration = of(Long.parseLong(amount.group(1)), amount.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is longer than PostgreSQL's longest timeout of 24 days.");
        }
        return duration;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
