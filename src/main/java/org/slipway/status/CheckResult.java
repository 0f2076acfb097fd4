package org.slipway.status;

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

    public Boolean asBoolean() {
        return switch (answer) {
            case PRESENT -> Boolean.TRUE;
            case MISSING -> Boolean.FALSE;
            case UNKNOWN -> null;
        };
    }
}
