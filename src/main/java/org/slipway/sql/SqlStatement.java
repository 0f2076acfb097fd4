package org.slipway.sql;

/**
 * One statement of a script, as psql sends it: from its first token or block comment to its semicolon, without the lines
 * that are empty.
 *
 * @param number the first statement is 1
 * @param text identical to what psql sends, its semicolon included
 * @param line of its first token, first line is 1
 * @param column of its first token, in characters; first column is 1
 * @param leadingWords up to five unquoted words at its start, upper case, one space between them; ends before the first
 *     token that is no word, comments are passed over: {@code CREATE INDEX CONCURRENTLY IF NOT}
 * @param copyFromStdin its data follows in the script, see {@link SqlScript#copyData()}
 * @param map leads from the text back to the script
 */
public record SqlStatement(
        int number, String text, int line, int column, String leadingWords, boolean copyFromStdin, LineMap map) {

    /** A statement whose text stands in the script without an empty line, beginning at its first token. */
    public SqlStatement(int number, String text, int line, int column, String leadingWords, boolean copyFromStdin) {
        this(number, text, line, column, leadingWords, copyFromStdin, new LineMap(line, column, null));
    }

    /** Only a semicolon, white space or comments: PostgreSQL answers such a query without doing anything. */
    public boolean isEmpty() {
        return leadingWords.isEmpty() && SqlTokens.of(text).stream().allMatch(this::saysNothing);
    }

    private boolean saysNothing(SqlToken token) {
        return token.kind() == SqlToken.Kind.COMMENT
                || token.of(text).isBlank()
                || token.of(text).strip().equals(";");
    }

    /**
     * Where in the script the server's error stands.
     *
     * @param position as PostgreSQL reports it: in characters, the text's first is 1; a position outside the text is
     *     taken as the nearest one inside
     */
    public SqlPosition locate(int position) {
        int characters = text.codePointCount(0, text.length());
        int index = Math.max(0, Math.min(position - 1, characters));
        return map.locate(text, text.offsetByCodePoints(0, index));
    }
}
