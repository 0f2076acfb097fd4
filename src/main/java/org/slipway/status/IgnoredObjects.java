package org.slipway.status;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Objects whose drift is nobody's concern, such as partitions that a job makes. A pattern is compared with the object's
 * identity, with its kind and identity, and with the identity of its relation: what is ignored is so with all its parts.
 */
final class IgnoredObjects {
    private final List<Pattern> patterns;

    /** @param patterns in which {@code *} stands for any characters */
    IgnoredObjects(List<String> patterns) {
        this.patterns = patterns.stream().map(IgnoredObjects::compiled).toList();
    }

    private static Pattern compiled(String pattern) {
        return Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    boolean has(ObjectDrift drift) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(drift.identity()).matches()
                        || pattern.matcher(drift.name()).matches()
                        || (drift.relation() != null
                                && pattern.matcher(drift.relation()).matches()));
    }
}
