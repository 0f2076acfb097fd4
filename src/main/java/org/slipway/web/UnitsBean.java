package org.slipway.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** {@link HumanUnits} for pages: {@code #{units.duration(step.duration())}}. Nothing to show is an empty text. */
@Named("units")
@ApplicationScoped
public class UnitsBean {
    private final Clock clock = Clock.systemUTC();

    public String duration(Duration duration) {
        return duration == null ? "" : HumanUnits.duration(duration);
    }

    public String size(long bytes) {
        return HumanUnits.size(bytes);
    }

    public String count(long number) {
        return HumanUnits.count(number);
    }

    public String readable(Instant instant) {
        return instant == null ? "" : HumanUnits.readable(instant);
    }

    public String exact(Instant instant) {
        return instant == null ? "" : HumanUnits.exact(instant);
    }

    /** From {@code start} to {@code end}, or to now where it has not ended; empty where it has not begun. */
    public String elapsed(Instant start, Instant end) {
        return start == null ? "" : HumanUnits.duration(Duration.between(start, end == null ? clock.instant() : end));
    }
}
