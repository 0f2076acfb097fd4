package org.slipway.source;

import java.time.Duration;
import org.slipway.configuration.DurationText;

/** A time-out as directives write it, no longer than PostgreSQL takes; 0 is none. */
final class TimeoutText {
    private TimeoutText() {}

    /** @throws IllegalArgumentException with a message for the author */
    static Duration parse(String text) {
        Duration duration = DurationText.parse(text);
        if (duration == null || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not a duration; a whole number with ms, s, min, h or d is expected, such as 500ms or 10min, or 0 for none.");
        }
        if (duration.compareTo(DurationText.POSTGRESQL_LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is longer than PostgreSQL's longest timeout of 24 days.");
        }
        return duration;
    }
}
