package org.slipway.configuration;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as settings and directives write it: {@code 200ms}, {@code 5s}, {@code 10min}, {@code 1h}, {@code 2d}. */
public final class DurationText {
    /** PostgreSQL keeps time-outs as milliseconds in 31 bits. */
    public static final Duration POSTGRESQL_LIMIT = Duration.ofMillis(Integer.MAX_VALUE);

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");

    private DurationText() {}

    /** 0 is zero, {@code PT5S} is understood too; null for anything else. */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            return of(Long.parseLong(amount.group(1)), amount.group(2));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
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
