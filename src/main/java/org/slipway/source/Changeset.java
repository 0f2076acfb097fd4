package org.slipway.source;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One changeset of a formatted SQL file: its first line, and which of its lines are what. */
final class Changeset {
    static final Pattern HEADER = Pattern.compile(
            "\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):(\"[^\"]+\"|\\S+)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\"[^\"]*\"|\\S*)");
    private static final Set<String> BOOLEANS = Set.of(
            "stripcomments",
            "splitstatements",
            "runonchange",
            "runalways",
            "runintransaction",
            "failonerror",
            "ignore",
            "rollbacksplitstatements");
    private static final Set<String> OTHERS = Set.of(
            "enddelimiter",
            "context",
            "contextfilter",
            "labels",
            "dbms",
            "logicalfilepath",
            "runwith",
            "rollbackenddelimiter");

    final String author;
    final String id;
    final int line;
    final BitSet up = new BitSet();
    /** What takes the changeset back, by line. */
    final Map<Integer, String> down = new LinkedHashMap<>();
    /** What stands for comments and preconditions, by line. */
    final Map<Integer, String> checks = new LinkedHashMap<>();

    final LiquibasePrecondition precondition = new LiquibasePrecondition();
    boolean hasDown;
    private final Map<String, String> attributes = new HashMap<>();

    Changeset(Matcher header, int line, LineReport report) {
        this.author = unquoted(header.group(1).strip());
        this.id = unquoted(header.group(2));
        this.line = line;
        String rest = header.group(3);
        Matcher attribute = ATTRIBUTE.matcher(rest);
        while (attribute.find()) {
            put(attribute.group(1), unquoted(attribute.group(2)), report);
        }
        String unknown = ATTRIBUTE.matcher(rest).replaceAll("").strip();
        if (!unknown.isEmpty()) {
            report.problem(line, "'" + unknown + "' is no attribute of a changeset; they are written name:value.");
        }
        refuseUnsupported(report);
    }

    /** A file without a header, which Liquibase takes for one changeset. */
    Changeset() {
        this.author = "includeAll";
        this.id = "raw";
        this.line = 1;
        up.set(0, Integer.MAX_VALUE);
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private void put(String name, String value, LineReport report) {
        String key = name.toLowerCase(Locale.ROOT);
        if (BOOLEANS.contains(key)) {
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                report.problem(line, name + ":" + value + " is neither true nor false.");
            }
        } else if (!OTHERS.contains(key)) {
            report.problem(line, "Slipway does not support the attribute '" + name + "' of a changeset. Take it out.");
        }
        attributes.put(key, value);
    }

    private void refuseUnsupported(LineReport report) {
        if (is("runalways", false)) {
            report.problem(
                    line,
                    "Slipway does not support runAlways:true: it runs a migration again only when its text has changed. Use runOnChange:true.");
        }
        if (!is("failonerror", true)) {
            report.problem(
                    line, "Slipway does not support failOnError:false: an error always ends the run. Take it out.");
        }
        String runWith = attributes.getOrDefault("runwith", "jdbc");
        if (!runWith.equalsIgnoreCase("jdbc")) {
            report.problem(
                    line, "Slipway does not support runWith:" + runWith + "; it runs statements itself. Take it out.");
        }
        EndDelimiter.of(attributes.get("enddelimiter"), line, report);
        EndDelimiter.of(attributes.get("rollbackenddelimiter"), line, report);
    }

    /** It becomes documentation. */
    void comment(int number, String text) {
        checks.put(number, "-- " + text);
    }

    void preconditions(String text, int number, LineReport report) {
        if (checks.values().stream().anyMatch(check -> check.startsWith("DO "))) {
            report.problem(number, "--preconditions must stand before the first --precondition-sql-check.");
        }
        precondition.options(text, number, report);
    }

    String get(String name) {
        return attributes.get(name);
    }

    boolean is(String name, boolean otherwise) {
        String value = attributes.get(name);
        return value == null ? otherwise : value.equalsIgnoreCase("true");
    }

    String context() {
        String filter = attributes.get("contextfilter");
        return filter == null || filter.isEmpty() ? attributes.get("context") : filter;
    }

    LineRule upRule() {
        EndDelimiter delimiter = EndDelimiter.of(attributes.get("enddelimiter"), line, (number, message) -> {});
        return (number, text) -> {
            String check = checks.get(number);
            return check != null ? check : up.get(number) ? delimiter.replaced(text) : "";
        };
    }

    LineRule downRule() {
        EndDelimiter delimiter = EndDelimiter.of(attributes.get("rollbackenddelimiter"), line, (number, message) -> {});
        return (number, text) -> delimiter.replaced(down.getOrDefault(number, ""));
    }
}
