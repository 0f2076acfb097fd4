package org.slipway.status;

import java.util.Optional;

/**
 * A check's answer.
 *
 * @param error why it is unknown; null otherwise
 */
public record CheckResult(String name, Answer answer, String error) {
    /** {@code PRESENT} is true, {@code MISSING} is false, {@code UNKNOWN} is null in the API. */
    public enum Answer {
        PRESENT,
        MISSING,
        UNKNOWN
    }

    /** Empty when nobody knows. */
    public Optional<Boolean> asBoolean() {
        return switch (answer) {
            case PRESENT -> Optional.of(true);
            case MISSING -> Optional.of(false);
            case UNKNOWN -> Optional.empty();
        };
    }
}
