package org.slipway.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ends a statement in a changeset instead of a semicolon, at the end of a line.
 *
 * <p>It is replaced by a semicolon, for statements are divided as psql divides them. Where it stands in the middle of a line it
 * is left alone, and PostgreSQL says what it thinks of it. Of the regular expressions that Liquibase takes only a line end
 * before the delimiter is understood.
 */
record EndDelimiter(String text, boolean ownLine) {
    private static final EndDelimiter SEMICOLON = new EndDelimiter(";", false);
    private static final Pattern WRITTEN =
            Pattern.compile("((?:\\\\r)?\\\\n)?(\\\\?[^\\\\\\[\\](){}*+?^.|]+?)(\\\\s\\*)?((?:\\\\r)?\\\\n|\\$)?");

    /** @param written as the attribute has it; null or empty for a semicolon */
    static EndDelimiter of(String written, int line, LineReport report) {
        if (written == null || written.isEmpty() || written.equals(";")) {
            return SEMICOLON;
        }
        Matcher found = WRITTEN.matcher(written);
        if (!found.matches()) {
            report.problem(
                    line,
                    "Slipway does not support the delimiter '" + written
                            + "': a plain text such as // or \\nGO is expected.");
            return SEMICOLON;
        }
        return new EndDelimiter(found.group(2).replaceFirst("^\\\\", ""), found.group(1) != null);
    }

    String replaced(String line) {
        if (this.equals(SEMICOLON)) {
            return line;
        }
        String stripped = line.stripTrailing();
        boolean ends = ownLine
                ? stripped.strip().equalsIgnoreCase(text)
                : stripped.length() >= text.length()
                        && stripped.regionMatches(true, stripped.length() - text.length(), text, 0, text.length());
        return ends ? stripped.substring(0, stripped.length() - text.length()) + ";" : line;
    }
}
