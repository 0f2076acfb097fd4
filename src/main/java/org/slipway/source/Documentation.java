package org.slipway.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slipway.sql.SqlComment;

/**
 * A migration's documentation: its first comment, or the first line comments that stand directly below each other, before its
 * first statement. Directives are no part of it; lines that are only drawn are left out at its ends.
 */
final class Documentation {
    private static final Pattern DRAWN = Pattern.compile("[-=*#+~\\s]*");

    private final List<String> lines = new ArrayList<>();
    private int lastLine;
    private boolean endedByBlock;

    /** A comment before the first statement, in order. */
    void add(SqlComment comment) {
        if (endedByBlock) {
            return;
        }
        if (comment.block()) {
            addBlock(comment.text());
        } else {
            addLine(comment);
        }
    }

    private void addBlock(String text) {
        if (lines.isEmpty()) {
            text.lines().map(line -> line.strip().replaceFirst("^\\*+ ?", "")).forEach(lines::add);
        }
        endedByBlock = hasText();
        if (!endedByBlock) {
            lines.clear();
        }
    }

    private void addLine(SqlComment comment) {
        boolean follows = lines.isEmpty() || comment.line() == lastLine + 1;
        if (follows || !hasText()) {
            lastLine = comment.line();
            lines.add(comment.text().stripTrailing().replaceFirst("^ ", ""));
        }
    }

    /** A directive stands where a line of documentation could: what follows it goes on. */
    void passOver(SqlComment directive) {
        lastLine = directive.line();
    }

    private boolean hasText() {
        return !lines.stream().allMatch(line -> DRAWN.matcher(line).matches());
    }

    /** Empty when there is none. */
    String text() {
        int from = 0;
        int to = lines.size();
        while (from < to && DRAWN.matcher(lines.get(from)).matches()) {
            from++;
        }
        while (to > from && DRAWN.matcher(lines.get(to - 1)).matches()) {
            to--;
        }
        return String.join("\n", lines.subList(from, to));
    }
}
