package org.slipway.api;

import java.time.Duration;

/** The domain's primitive "unknown" values as the API's {@code null}. */
final class Positions {
    private Positions() {}

    /** Lines and columns begin at 1; 0 and below stand for unknown. */
    static Integer known(int position) {
        return position > 0 ? position : null;
    }

    static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
