package org.slipway.web;

import java.util.ArrayList;
import java.util.List;

/**
 * A window of a script as numbered lines of coloured pieces. A window, because a script may have millions of lines and a
 * browser should not get them all.
 *
 * @param lines at most {@link #MAX_LINES}
 * @param more true when the script goes on after the last line
 */
public record SqlListing(List<Line> lines, boolean more) {
    /** How many lines one page shows. */
    public static final int MAX_LINES = 2_000;

    /** How much text one page shows: a script may be one endless line. */
    static final int MAX_CHARACTERS = 1_000_000;

    /**
     * One piece of a line.
     *
     * @param kind style class, such as {@code keyword}; empty for plain text
     */
    public record Piece(String kind, String text) {}

    /** @param number first line is 1 */
    public record Line(int number, List<Piece> pieces) {
        public Line {
            pieces = List.copyOf(pieces);
        }
    }

    public SqlListing {
        lines = List.copyOf(lines);
    }

    /** First line of the part that has this line. */
    public static int partWith(int line) {
        return (line - 1) / MAX_LINES * MAX_LINES + 1;
    }

    /** Number of the first line shown; 1 for an empty script. */
    public int first() {
        return lines.isEmpty() ? 1 : lines.get(0).number();
    }

    public int last() {
        return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).number();
    }

    /** Takes tokens as they come, line breaks and all, and keeps those of the window. */
    static final class Builder {
        private final int from;
        private final List<Line> lines = new ArrayList<>();
        private List<Piece> pieces = new ArrayList<>();
        private int number = 1;
        private int characters;
        private boolean more;

        /** @param from number of the first line to show */
        Builder(int from) {
            this.from = from;
        }

        /** True when text came for which there was no room; whatever comes later is not shown either. */
        boolean overflowed() {
            return more;
        }

        private boolean full() {
            return lines.size() == MAX_LINES || characters >= MAX_CHARACTERS;
        }

        void add(String kind, String text) {
            int start = 0;
            for (int end = text.indexOf('\n'); end >= 0 && !full(); end = text.indexOf('\n', start)) {
                piece(kind, text, start, end);
                endOfLine();
                start = end + 1;
            }
            if (full()) {
                more |= start < text.length();
            } else {
                piece(kind, text, start, text.length());
            }
        }

        private void piece(String kind, String text, int start, int end) {
            if (number >= from && end > start) {
                String shown = text.substring(start, Math.min(end, start + MAX_CHARACTERS - characters));
                pieces.add(new Piece(kind, shown.replace("\r", "")));
                characters += shown.length();
                more |= start + shown.length() < end;
            }
        }

        private void endOfLine() {
            if (number >= from) {
                lines.add(new Line(number, pieces));
                pieces = new ArrayList<>();
            }
            number++;
        }

        SqlListing build() {
            if (!pieces.isEmpty() && lines.size() < MAX_LINES) {
                endOfLine();
            }
            return new SqlListing(lines, more);
        }
    }
}
