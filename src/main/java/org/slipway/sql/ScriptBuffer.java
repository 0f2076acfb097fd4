package org.slipway.sql;

import java.io.IOException;
import java.io.Reader;

/**
 * The part of a script that is in memory: the statement being read and what was read ahead of it.
 *
 * <p>Fields instead of accessors and a NUL behind the last character, so that the lexer's loops need neither a call nor
 * a bounds check of their own per character. All indexes are into {@link #chars}; {@link #fill} moves them together.
 */
final class ScriptBuffer {
    private static final int CAPACITY = 1 << 15;

    private final Reader reader;
    private boolean exhausted;

    char[] chars = new char[CAPACITY];
    /** Behind the last character read; {@code chars[limit]} is NUL. */
    int limit;
    /** The next character to look at. */
    int position;
    /** First character of the current statement, -1 between statements. */
    int statement = -1;
    /** First character of the current token. */
    int token;

    int tokenLine = 1;
    int tokenLineStart;

    /** The line of {@link #position}, and where it starts; negative when that is no longer in memory. */
    int line = 1;

    int lineStart;

    final Gaps gaps = new Gaps();

    /** A place whose column is known, so that a very long line is counted once. */
    private int anchor;

    private int anchorColumn = 1;
    private boolean blankBeforeBuffer = true;

    /** The line feed at this index ends a line that was put back; that many lines stand between it and the next. */
    private int jumpAt = -1;

    private int jumpLines;

    ScriptBuffer(Reader reader) {
        this.reader = reader;
    }

    /** Decoding is the reader's part, but a mark that is still there is no part of the first word. */
    void passByteOrderMark() throws IOException {
        need(position, 1);
        if (chars[position] == '\uFEFF') {
            position++;
            lineStart = position;
        }
    }

    /** Indexes stay as they are, so that they are also those of the text. */
    void keepEverything() {
        statement = 0;
    }

    void beginToken() {
        token = position;
        tokenLine = line;
        tokenLineStart = lineStart;
    }

    /** The line feed at this index was passed. */
    void lineFeed(int index) {
        line++;
        lineStart = index + 1;
        if (index == jumpAt) {
            line += jumpLines;
            gaps.add(lineStart - textStart(), lineStart - textStart(), jumpLines);
            jumpAt = -1;
        }
    }

    private int textStart() {
        return statement >= 0 ? statement : token;
    }

    /**
     * Reads on; what stands before the current statement and token is forgotten.
     *
     * @return where the character at {@code index} is now; it equals {@link #limit} at the end of the script
     */
    int fill(int index) throws IOException {
        if (exhausted) {
            return index;
        }
        int forgotten = statement >= 0 ? statement : Math.min(token, index);
        if (forgotten > 0) {
            forget(forgotten);
        }
        if (limit + 1 >= chars.length) {
            chars = java.util.Arrays.copyOf(chars, chars.length * 2);
        }
        int count = reader.read(chars, limit, chars.length - 1 - limit);
        while (count == 0) {
            count = reader.read(chars, limit, chars.length - 1 - limit);
        }
        exhausted = count < 0;
        limit += Math.max(count, 0);
        chars[limit] = 0;
        return index - forgotten;
    }

    /** At a NUL: where reading goes on, which is {@link #limit} at the end of the script. */
    int more(int at) throws IOException, SqlSyntaxException {
        if (at < limit) {
            throw new SqlSyntaxException(
                    "The script contains the character NUL (code 0), which PostgreSQL accepts in no text.",
                    line,
                    columnAt(at, lineStart));
        }
        return fill(at);
    }

    /** Like {@link #fill}, until {@code count} characters are there or the script ends. */
    int need(int index, int count) throws IOException {
        int at = index;
        while (limit - at < count && !exhausted) {
            at = fill(at);
        }
        return at;
    }

    private void forget(int count) {
        if (tokenLineStart < count) {
            blankBeforeBuffer = isBlank(tokenLineStart, count);
            columnAt(count, tokenLineStart);
        }
        int kept = limit - count;
        char[] target = chars.length > CAPACITY && kept < CAPACITY / 2 ? new char[CAPACITY] : chars;
        System.arraycopy(chars, count, target, 0, kept);
        chars = target;
        limit = kept;
        position -= count;
        statement = statement >= 0 ? statement - count : -1;
        token -= count;
        tokenLineStart -= count;
        lineStart -= count;
        anchor -= count;
        jumpAt = jumpAt >= 0 ? jumpAt - count : -1;
    }

    /** The column of a character on the line that starts at {@code start}, counted in characters from 1. */
    int columnAt(int index, int start) {
        if (anchor < start || anchor > index) {
            anchor = Math.max(start, 0);
            anchorColumn = 1;
        }
        anchorColumn += Character.codePointCount(chars, anchor, index - anchor);
        anchor = index;
        return anchorColumn;
    }

    int tokenColumn() {
        return columnAt(token, tokenLineStart);
    }

    boolean tokenBeginsItsLine() {
        return isBlank(tokenLineStart, token);
    }

    private boolean isBlank(int from, int to) {
        for (int i = Math.max(from, 0); i < to; i++) {
            if (chars[i] != ' ' && chars[i] != '\t' && chars[i] != '\r' && chars[i] != '\f') {
                return false;
            }
        }
        return from >= 0 || blankBeforeBuffer;
    }

    String text(int from, int to) {
        return new String(chars, from, to - from);
    }

    /** Puts a line back in front of {@link #position}; it is read as line {@code number}, starting in {@code column}. */
    void unread(String rest, int number, int column) {
        int behind = limit - position;
        char[] joined = new char[Math.max(CAPACITY, rest.length() + behind + 2)];
        rest.getChars(0, rest.length(), joined, 0);
        joined[rest.length()] = '\n';
        System.arraycopy(chars, position, joined, rest.length() + 1, behind);
        chars = joined;
        limit = rest.length() + 1 + behind;
        chars[limit] = 0;
        jumpAt = rest.length();
        jumpLines = line - number - 1;
        line = number;
        position = 0;
        lineStart = -1;
        anchor = 0;
        anchorColumn = column;
        blankBeforeBuffer = false;
        beginToken();
    }
}
