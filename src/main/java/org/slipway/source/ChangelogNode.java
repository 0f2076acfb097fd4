package org.slipway.source;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One element of a changelog, whatever format it is written in.
 *
 * @param name such as {@code include}
 * @param attributes simple values by name
 * @param line where it begins, first line is 1
 */
record ChangelogNode(String name, Map<String, String> attributes, List<ChangelogNode> children, int line) {
    /** Null when it is not there. */
    String get(String attribute) {
        return attributes.get(attribute);
    }

    boolean isTrue(String attribute) {
        return "true".equalsIgnoreCase(attributes.get(attribute));
    }

    /** Reports attributes that are not among these: what is not understood must not be passed over. */
    void allowOnly(Set<String> known, LineReport report) {
        attributes.keySet().stream()
                .filter(attribute -> !known.contains(attribute))
                .forEach(attribute -> report.problem(
                        line, "Slipway does not support '" + attribute + "' of " + name + ". Take it out."));
    }
}
