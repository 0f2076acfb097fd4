package org.slipway.web;

/**
 * A statement cut at the place PostgreSQL pointed at, so that the page can mark it.
 *
 * @param before text up to the mark; all of it when there is none
 * @param marked the word at the mark, at least one character; empty when there is none
 * @param after the rest
 */
public record MarkedStatement(String before, String marked, String after) {
    /** @param mark index into {@code statement}, or -1; one past the end marks the end */
    public static MarkedStatement of(String statement, int mark) {
        if (mark < 0 || mark > statement.length()) {
            return new MarkedStatement(statement, "", "");
        }
        if (mark == statement.length()) {
            return new MarkedStatement(statement, " ", "");
        }
        int end = statement.offsetByCodePoints(mark, 1);
        if (isWord(statement, mark)) {
            while (end < statement.length() && isWord(statement, end)) {
                end = statement.offsetByCodePoints(end, 1);
            }
        }
        return new MarkedStatement(
                statement.substring(0, mark), statement.substring(mark, end), statement.substring(end));
    }

    private static boolean isWord(String text, int index) {
        int c = text.codePointAt(index);
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
