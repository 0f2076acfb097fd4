package org.slipway.operations;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes metrics in OpenMetrics' text format, version 1.0.0: one family after the other, each with its type and meaning. */
final class OpenMetrics {
    static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final double NANOS = 1e9;

    /** From here on a number would be written with an exponent. */
    private static final double PLAIN = 1e7;

    private final StringBuilder text = new StringBuilder(4096);
    private String family;

    /** What follows belongs to it. A name with a unit ends with it. */
    OpenMetrics counter(String name, String unit, String help) {
        return family(name, "counter", unit, help);
    }

    OpenMetrics gauge(String name, String help) {
        return family(name, "gauge", null, help);
    }

    private OpenMetrics family(String name, String type, String unit, String help) {
        family = name;
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (unit != null) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        return this;
    }

    OpenMetrics total(long value) {
        return sample("_total", "", Long.toString(value));
    }

    OpenMetrics total(String label, String value, long count) {
        return sample("_total", labels(label, value), Long.toString(count));
    }

    OpenMetrics total(Duration value) {
        return sample("_total", "", seconds(value));
    }

    OpenMetrics value(long value) {
        return sample("", "", Long.toString(value));
    }

    OpenMetrics value(String label, String labelValue, long value) {
        return sample("", labels(label, labelValue), Long.toString(value));
    }

    /** @param within cumulative, one for each bound */
    OpenMetrics histogram(
            String name, String help, List<Duration> bounds, List<Long> within, long count, Duration sum) {
        family(name, "histogram", "seconds", help);
        for (int i = 0; i < bounds.size(); i++) {
            sample("_bucket", labels("le", seconds(bounds.get(i))), Long.toString(within.get(i)));
        }
        sample("_bucket", labels("le", "+Inf"), Long.toString(count));
        sample("_count", "", Long.toString(count));
        return sample("_sum", "", seconds(sum));
    }

    private OpenMetrics sample(String suffix, String labels, String value) {
        text.append(family)
                .append(suffix)
                .append(labels)
                .append(' ')
                .append(value)
                .append('\n');
        return this;
    }

    private static String labels(String name, String value) {
        return "{" + name + "=\"" + escaped(value) + "\"}";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    /** A number with a point, also for whole seconds: bounds are compared as text. */
    private static String seconds(Duration duration) {
        double seconds = duration.toNanos() / NANOS;
        return seconds < PLAIN ? Double.toString(seconds) : String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** Everything, with the mark that nothing was cut off. */
    String end() {
        return text + "# EOF\n";
    }
}
