package org.slipway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenMetrics 1.0.0 and takes nothing that its specification does not allow. */
final class OpenMetricsText {
    private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_]\\w*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\"\\})?"
                    + " ([-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)");
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "counter", List.of("_total"), "gauge", List.of(""), "histogram", List.of("_bucket", "_count", "_sum"));

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> described = new HashSet<>();
    private String family = "";
    private int closed;

    private OpenMetricsText() {}

    /** Samples by name and label. */
    static Map<String, Double> read(String text) {
        assertThat(text).endsWith("\n# EOF\n");
        OpenMetricsText reader = new OpenMetricsText();
        text.substring(0, text.length() - "# EOF\n".length()).lines().forEach(reader::line);
        reader.histograms();
        return reader.samples;
    }

    private void line(String line) {
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            describe(meta.group(1), meta.group(2), meta.group(3));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).startsWith(family);
        assertThat(SUFFIXES.getOrDefault(types.getOrDefault(family, ""), List.of()))
                .as(line)
                .contains(sample.group(1).substring(family.length()));
        String label = sample.group(2) == null ? "" : sample.group(2);
        double value = Double.parseDouble(sample.group(3));
        assertThat(samples.put(sample.group(1) + label, value)).as(line).isNull();
        assertThat(value).as(line).isNotNegative();
    }

    /** A family is told in one piece: its descriptions, then its samples, and never again. */
    private void describe(String kind, String name, String text) {
        if (!name.equals(family)) {
            assertThat(types).doesNotContainKey(name);
            family = name;
            closed++;
        }
        assertThat(described.add(kind + " " + name)).as(kind + " " + name).isTrue();
        assertThat(samples.keySet())
                .noneMatch(sample -> sample.matches(name + "(_total|_count|_sum|_bucket)?(\\{.*)?"));
        if (kind.equals("TYPE")) {
            assertThat(SUFFIXES).containsKey(text);
            types.put(name, text);
        } else if (kind.equals("UNIT")) {
            assertThat(name).endsWith("_" + text);
        } else {
            assertThat(text).isNotBlank().doesNotContain("\n");
        }
    }

    private void histograms() {
        assertThat(types).hasSize(closed);
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                List<Double> buckets = samples.entrySet().stream()
                        .filter(sample -> sample.getKey().startsWith(name + "_bucket{le="))
                        .map(Map.Entry::getValue)
                        .toList();
                assertThat(buckets).isSorted().endsWith(samples.get(name + "_count"));
                assertThat(samples).containsKeys(name + "_bucket{le=\"+Inf\"}", name + "_sum");
            }
        });
    }
}
