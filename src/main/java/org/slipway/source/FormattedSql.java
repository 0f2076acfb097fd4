package org.slipway.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquibase's formatted SQL, understood line by line as Liquibase does, whatever stands around its marks. */
final class FormattedSql {
    static final Pattern FIRST_LINE =
            Pattern.compile("\\s*--\\s*liquibase\\s*formatted\\s+sql\\b(.*)", Pattern.CASE_INSENSITIVE);
    static final Pattern PROPERTY = Pattern.compile("\\s*--\\s*property\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IGNORE_LINES =
            Pattern.compile("\\s*--\\s*ignoreLines:(\\w+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARK = Pattern.compile(
            "\\s*--\\s*(comment|validCheckSum|preconditions|rollback)(?::?\\s+(.*)|:?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRECONDITION =
            Pattern.compile("\\s*--\\s*precondition-([A-Za-z0-9-]+)\\s*(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLLBACK_BLOCK =
            Pattern.compile("\\s*/\\*\\s*liquibase\\s*rollback\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_CHANGESET =
            Pattern.compile("\\s*-+\\s*changeset\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_DASH = Pattern.compile(
            "-\\s*(rollback|comment|preconditions?|ignoreLines|validCheckSum|property)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING = Pattern.compile("(empty|not required)\\s*;?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAIR = Pattern.compile("([A-Za-z]+):\\s*(?:\"([^\"]*)\"|(\\S*))");
    private static final Pattern LOGICAL_PATH = Pattern.compile("logicalFilePath:(\\S+)", Pattern.CASE_INSENSITIVE);

    private final String head;
    private final LineReport report;
    private final List<Changeset> changesets = new ArrayList<>();
    private Changeset current;
    private String logicalPath;
    private int ignoredUpTo;
    private boolean inRollback;
    private boolean inComment;

    /** @param head the beginning of the file, where properties are looked for */
    FormattedSql(String head, LineReport report) {
        this.head = head;
        this.report = report;
    }

    /** True when Liquibase takes the file for formatted SQL; else the whole of it is one changeset. */
    static boolean isFormatted(String head) {
        return FIRST_LINE
                .matcher(
                        head.lines().filter(line -> !line.isBlank()).findFirst().orElse(""))
                .matches();
    }

    /** {@code name:value} pairs by lower-case name. */
    static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            String value = pair.group(2) != null ? pair.group(2) : pair.group(3);
            attributes.put(pair.group(1).toLowerCase(Locale.ROOT).replace("contextfilter", "context"), value);
        }
        return attributes;
    }

    void line(int number, String line) {
        if (current == null && (inComment || line.stripLeading().startsWith("/*"))) {
            inComment = !line.contains("*/");
        } else if (inRollback) {
            rollbackBlock(number, line);
        } else if (number <= ignoredUpTo) {
            endIgnoring(line);
        } else if (!control(number, line) && current != null) {
            current.up.set(number);
        }
    }

    private void endIgnoring(String line) {
        Matcher ignore = IGNORE_LINES.matcher(line);
        if (ignoredUpTo == Integer.MAX_VALUE
                && ignore.matches()
                && ignore.group(1).equalsIgnoreCase("end")) {
            ignoredUpTo = 0;
        }
    }

    /** True for a line that is a mark of Liquibase. */
    private boolean control(int number, String line) {
        if (!line.stripLeading().startsWith("-") && !line.stripLeading().startsWith("/*")) {
            if (current == null && !line.isBlank()) {
                report.problem(
                        number, "Nothing may stand before the first --changeset but comments: it would never run.");
            }
            return false;
        }
        Matcher header = Changeset.HEADER.matcher(line);
        Matcher first = FIRST_LINE.matcher(line);
        Matcher ignore = IGNORE_LINES.matcher(line);
        if (header.matches()) {
            current = new Changeset(header, number, report);
            changesets.add(current);
        } else if (first.matches()) {
            Matcher path = LOGICAL_PATH.matcher(first.group(1));
            logicalPath = path.find() ? path.group(1) : null;
        } else if (ignore.matches()) {
            ignoreLines(number, ignore.group(1));
        } else if (OTHER_CHANGESET.matcher(line).matches()
                || ONE_DASH.matcher(line).matches()) {
            report.problem(
                    number,
                    "'" + line.strip()
                            + "' is no mark of Liquibase. A changeset is written '--changeset author:id', other marks with two dashes too.");
        } else if (PROPERTY.matcher(line).matches()) {
            refuseLate(number, line);
        } else {
            return current != null && mark(number, line);
        }
        return true;
    }

    private void refuseLate(int number, String line) {
        if (!head.contains(line)) {
            report.problem(
                    number,
                    "Slipway looks for properties only in the first 16 KB of a file. Move this one to its beginning.");
        }
    }

    private void ignoreLines(int number, String count) {
        if (count.equalsIgnoreCase("start")) {
            ignoredUpTo = Integer.MAX_VALUE;
        } else if (count.matches("\\d{1,9}")) {
            ignoredUpTo = number + Integer.parseInt(count);
        } else {
            report.problem(number, "ignoreLines takes start, end or a number, not '" + count + "'.");
        }
    }

    private boolean mark(int number, String line) {
        Matcher precondition = PRECONDITION.matcher(line);
        Matcher mark = MARK.matcher(line);
        if (precondition.matches()) {
            current.checks.put(
                    number,
                    current.precondition.statement(precondition.group(1), precondition.group(2), number, report));
        } else if (ROLLBACK_BLOCK.matcher(line).matches()) {
            inRollback = true;
            current.hasDown = true;
        } else if (mark.matches()) {
            mark(number, mark.group(1).toLowerCase(Locale.ROOT), mark.group(2) == null ? "" : mark.group(2));
        } else {
            return false;
        }
        return true;
    }

    private void mark(int number, String name, String text) {
        switch (name) {
            case "comment" -> current.comment(number, text.strip());
            case "preconditions" -> current.preconditions(text, number, report);
            case "rollback" -> rollback(number, text);
            default -> {
                // checksums of Liquibase are never computed here
            }
        }
    }

    private void rollback(int number, String text) {
        boolean ofAnother = text.toLowerCase(Locale.ROOT).contains("changesetid:");
        current.hasDown |= !ofAnother;
        if (!ofAnother && !NOTHING.matcher(text.strip()).matches()) {
            current.down.put(number, text);
        }
    }

    private void rollbackBlock(int number, String line) {
        int end = line.indexOf("*/");
        inRollback = end < 0;
        current.down.put(number, end < 0 ? line : line.substring(0, end));
    }

    /** @return in the order of the file */
    List<Changeset> finish() {
        if (inRollback) {
            report.problem(current.line, "The rollback of this changeset is never closed. Add */ to its end.");
        }
        if (ignoredUpTo == Integer.MAX_VALUE) {
            report.problem(0, "There is an --ignoreLines:start without --ignoreLines:end.");
        }
        return changesets;
    }

    /** Of the file's first line; null when it names none. */
    String logicalPath() {
        return logicalPath;
    }
}
