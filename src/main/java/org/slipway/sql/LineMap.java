package org.slipway.sql;

import java.util.Arrays;

/**
 * Leads from a place in a statement's text back to the script, although empty lines were left out of the text.
 *
 * <p>Only the gaps are kept, so a statement without any costs nothing, however long it is.
 *
 * @param line where the text begins in the script, which may be a comment before the first token
 * @param column where the text begins in its line
 * @param gaps pairs: offset in the text, number of the script's lines left out in front of it; null when there are none
 */
record LineMap(int line, int column, int[] gaps) {

    SqlPosition locate(String text, int offset) {
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int column = text.codePointCount(lineStart, offset) + (lineStart == 0 ? this.column : 1);
        return new SqlPosition(line + lineFeeds(text, lineStart) + linesLeftOut(lineStart), column);
    }

    private static int lineFeeds(String text, int end) {
        int count = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            count++;
        }
        return count;
    }

    private int linesLeftOut(int offset) {
        int lines = 0;
        for (int i = 0; gaps != null && i < gaps.length && gaps[i] <= offset; i += 2) {
            lines += gaps[i + 1];
        }
        return lines;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineMap map
                && line == map.line
                && column == map.column
                && Arrays.equals(gaps, map.gaps);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * line + column) + Arrays.hashCode(gaps);
    }

    @Override
    public String toString() {
        return "LineMap[" + line + ":" + column + ", gaps=" + Arrays.toString(gaps) + "]";
    }
}
