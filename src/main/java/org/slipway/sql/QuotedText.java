package org.slipway.sql;

import java.io.IOException;

/**
 * What stands between quotes or comment marks: nothing in it is a token, only its end counts.
 *
 * <p>Every method takes the place behind the opening mark and returns the place behind the closing one, or the end of
 * the script, {@link #unterminated()} then. The loops look closely only at characters up to the line feed (NUL among
 * them) and at those that can end the text: that is what makes long strings cheap.
 */
final class QuotedText {
    private final ScriptBuffer in;
    private boolean unterminated;

    QuotedText(ScriptBuffer in) {
        this.in = in;
    }

    boolean unterminated() {
        return unterminated;
    }

    int plain(int start, char quote) throws IOException, SqlSyntaxException {
        for (int p = start; ; ) {
            char[] chars = in.chars;
            char c;
            while ((c = chars[p]) > '\n' && c != quote) {
                p++;
            }
            if (c == quote) {
                p = in.need(p, 2);
                if (in.chars[p + 1] != quote) {
                    return p + 1;
                }
                p += 2;
                continue;
            }
            p = lowCharacter(p);
            if (unterminated) {
                return p;
            }
        }
    }

    int escaped(int start) throws IOException, SqlSyntaxException {
        for (int p = start; ; ) {
            char c = in.chars[p];
            if (c == '\'') {
                p = in.need(p, 2);
                if (in.chars[p + 1] != '\'') {
                    return p + 1;
                }
                p += 2;
            } else if (c == '\\') {
                p = in.need(p + 1, 1);
                p = in.chars[p] > '\n' ? p + 1 : lowCharacter(p);
            } else {
                p = c > '\n' ? p + 1 : lowCharacter(p);
            }
            if (unterminated) {
                return p;
            }
        }
    }

    /** The opening tag is the token so far. */
    int dollar(int start) throws IOException, SqlSyntaxException {
        int tagLength = start - in.token;
        for (int p = start; ; ) {
            char[] chars = in.chars;
            char c;
            while ((c = chars[p]) > '\n' && c != '$') {
                p++;
            }
            if (c == '$') {
                p = in.need(p, tagLength);
                if (isTag(p, tagLength)) {
                    return p + tagLength;
                }
            }
            p = c > '\n' ? p + 1 : lowCharacter(p);
            if (unterminated) {
                return p;
            }
        }
    }

    private boolean isTag(int at, int length) {
        if (in.limit - at < length) {
            return false;
        }
        for (int i = length - 1; i > 0; i--) {
            if (in.chars[at + i] != in.chars[in.token + i]) {
                return false;
            }
        }
        return true;
    }

    int blockComment(int start) throws IOException, SqlSyntaxException {
        int depth = 1;
        for (int p = start; ; ) {
            char[] chars = in.chars;
            char c;
            while ((c = chars[p]) > '\n' && c != '*' && c != '/') {
                p++;
            }
            if (c == '*' || c == '/') {
                p = in.need(p, 2);
                char next = in.chars[p + 1];
                if (c == '*' && next == '/') {
                    p += 2;
                    if (--depth == 0) {
                        return p;
                    }
                    continue;
                } else if (c == '/' && next == '*') {
                    p += 2;
                    depth++;
                    continue;
                }
            }
            p = c > '\n' ? p + 1 : lowCharacter(p);
            if (unterminated) {
                return p;
            }
        }
    }

    /** Ends before the line feed or carriage return; the end of the script ends it as well. */
    int lineComment(int start) throws IOException, SqlSyntaxException {
        for (int p = start; ; ) {
            char[] chars = in.chars;
            char c;
            while ((c = chars[p]) > '\r' || c == '\t') {
                p++;
            }
            if (c == '\n' || c == '\r') {
                return p;
            } else if (c != 0) {
                p++;
            } else if ((p = in.more(p)) == in.limit) {
                return p;
            }
        }
    }

    /** A character from NUL to line feed inside the text. */
    private int lowCharacter(int at) throws IOException, SqlSyntaxException {
        char c = in.chars[at];
        if (c == 0) {
            int moved = in.more(at);
            unterminated = moved == in.limit;
            return moved;
        }
        if (c == '\n') {
            in.lineFeed(at);
        }
        return at + 1;
    }
}
