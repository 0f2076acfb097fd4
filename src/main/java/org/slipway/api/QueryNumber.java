package org.slipway.api;

/** A query parameter that is a whole number. */
final class QueryNumber {
    private QueryNumber() {}

    /** @throws ProblemException 400 when it is none from 1 to {@code largest} */
    static long of(String name, String written, long largest) {
        try {
            long number = Long.parseLong(written);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw ProblemException.invalidRequest(
                name + "=" + written + " is not a whole number from 1 to " + largest + ".");
    }

    /** Null for null. */
    static Long ofNullable(String name, String written) {
        return written == null ? null : of(name, written, Long.MAX_VALUE);
    }
}
