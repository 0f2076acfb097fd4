package org.slipway.sql;

import java.io.IOException;

/**
 * PostgreSQL's lexical rules as psql applies them (PostgreSQL manual, "Lexical Structure"; psql reads line by line).
 *
 * <p>Where psql differs from the server, psql is right here, because a script is what psql runs: a string constant
 * continues on the next line only after a lone carriage return, and a change of {@code standard_conforming_strings}
 * begins with the next line. A token that is never closed ends with the script and is {@link #unterminated()}.
 */
final class SqlLexer {
    private final ScriptBuffer in;
    private final QuotedText quoted;

    /** How the string constant was quoted that only white space separates from what comes next; else null. */
    private Quoting lastString;

    private boolean returnSinceString;
    private boolean passedPunctuation;
    private boolean backslashEscapes;
    private boolean backslashEscapesBefore;
    private int changedInLine;

    SqlLexer(ScriptBuffer in) {
        this.in = in;
        quoted = new QuotedText(in);
    }

    /** The opposite of {@code standard_conforming_strings}; it holds from the next line on. */
    void backslashEscapes(boolean on) {
        if (changedInLine != in.line) {
            backslashEscapesBefore = backslashEscapes;
            changedInLine = in.line;
        }
        backslashEscapes = on;
    }

    /** The token just returned was opened and never closed. */
    boolean unterminated() {
        return quoted.unterminated();
    }

    /** Punctuation was passed over since this was last asked. */
    boolean passedPunctuation() {
        boolean passed = passedPunctuation;
        passedPunctuation = false;
        return passed;
    }

    /**
     * The next token; blanks before it are passed over, and {@link ScriptBuffer#token} is behind them.
     *
     * @param punctuation whether commas and operators are passed over as well: nothing depends on them inside a
     *     statement, and they are every second token
     */
    TokenKind next(boolean punctuation) throws IOException, SqlSyntaxException {
        char c = pass(punctuation);
        in.beginToken();
        if (Characters.startsWord(c)) {
            lastString = null;
            return word(c);
        }
        if (c == '\'') {
            return string(lastString != null && returnSinceString ? lastString : plainQuoting(), 0);
        }
        if (c == '-' && peek(1) == '-') {
            return skip(TokenKind.LINE_COMMENT, quoted.lineComment(in.position + 2));
        }
        lastString = null;
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case '\n' -> lineEnd();
            case '"' -> skip(TokenKind.QUOTED_IDENTIFIER, quoted.plain(in.position + 1, '"'));
            case '/' -> peek(1) == '*' ? blockComment() : single(TokenKind.OTHER);
            case '$' -> dollar();
            case ':' -> colon();
            case '.' -> dot();
            case '(' -> single(TokenKind.OPEN);
            case ')' -> single(TokenKind.CLOSE);
            case ';' -> single(TokenKind.SEMICOLON);
            case '\\' -> single(TokenKind.BACKSLASH);
            case 0 -> TokenKind.END;
            default -> single(TokenKind.OTHER);
        };
    }

    /** The character behind blanks and punctuation, NUL at the end of the script. */
    private char pass(boolean punctuation) throws IOException, SqlSyntaxException {
        int p = in.position;
        for (; ; ) {
            char[] chars = in.chars;
            char c;
            while (Characters.isBlank(c = chars[p])) {
                p++;
            }
            if (c == '\r') {
                returnSinceString = true;
                p++;
            } else if (punctuation && Characters.isPunctuation(c)) {
                passedPunctuation = true;
                lastString = null;
                p++;
            } else {
                in.position = p;
                if (c != 0) {
                    return c;
                }
                in.beginToken();
                p = in.more(p);
                in.position = p;
                if (p == in.limit) {
                    return 0;
                }
            }
        }
    }

    private TokenKind lineEnd() {
        in.lineFeed(in.position++);
        return TokenKind.LINE_END;
    }

    private TokenKind blockComment() throws IOException, SqlSyntaxException {
        return skip(TokenKind.BLOCK_COMMENT, quoted.blockComment(in.position + 2));
    }

    private TokenKind single(TokenKind kind) {
        in.position++;
        return kind;
    }

    /** The character so many places behind the token's first; NUL behind the end of the script. */
    private char peek(int distance) throws IOException {
        if (in.position + distance >= in.limit) {
            in.position = in.need(in.position, distance + 1);
        }
        int at = in.position + distance;
        return at < in.limit ? in.chars[at] : 0;
    }

    private TokenKind skip(TokenKind kind, int end) {
        in.position = end;
        return kind;
    }

    private Quoting plainQuoting() {
        boolean escaped = in.line > changedInLine ? backslashEscapes : backslashEscapesBefore;
        return escaped ? Quoting.ESCAPED : Quoting.PLAIN;
    }

    /** @param prefix how many characters stand between here and the quote */
    private TokenKind string(Quoting quoting, int prefix) throws IOException, SqlSyntaxException {
        int body = in.position + prefix + 1;
        in.position = quoting == Quoting.ESCAPED ? quoted.escaped(body) : quoted.plain(body, '\'');
        lastString = quoting;
        returnSinceString = false;
        return TokenKind.STRING;
    }

    private TokenKind word(char first) throws IOException, SqlSyntaxException {
        in.position = wordEnd(in.position + 1);
        if (in.position - in.token == 1) {
            char next = in.chars[in.position];
            if (next == '\'') {
                Quoting quoting = prefixed(first);
                return quoting == null ? TokenKind.WORD : string(quoting, 0);
            } else if (next == '&' && (first == 'u' || first == 'U')) {
                return unicodeEscapes();
            }
        }
        return TokenKind.WORD;
    }

    /** Behind {@code U}, at the ampersand. */
    private TokenKind unicodeEscapes() throws IOException, SqlSyntaxException {
        char quote = peek(1);
        if (quote == '\'') {
            return string(Quoting.PLAIN, 1);
        }
        return quote == '"' ? skip(TokenKind.QUOTED_IDENTIFIER, quoted.plain(in.position + 2, '"')) : TokenKind.WORD;
    }

    private Quoting prefixed(char letter) {
        return switch (letter) {
            case 'e', 'E' -> Quoting.ESCAPED;
            case 'b', 'B', 'x', 'X' -> Quoting.PLAIN;
            case 'n', 'N' -> plainQuoting();
            default -> null;
        };
    }

    private int wordEnd(int start) throws IOException, SqlSyntaxException {
        int p = start;
        for (; ; ) {
            char[] chars = in.chars;
            char c;
            while (Characters.continuesWord(c = chars[p])) {
                p++;
            }
            if (c != 0 || (p = in.more(p)) == in.limit) {
                return p;
            }
        }
    }

    private int tagEnd(int start) throws IOException, SqlSyntaxException {
        int p = start;
        for (; ; ) {
            char c = in.chars[p];
            if (Characters.continuesTag(c)) {
                p++;
            } else if (c != 0 || (p = in.more(p)) == in.limit) {
                return p;
            }
        }
    }

    private int digits(int start) throws IOException, SqlSyntaxException {
        int p = start;
        for (; ; ) {
            char c = in.chars[p];
            if (Characters.isDigit(c)) {
                p++;
            } else if (c != 0 || (p = in.more(p)) == in.limit) {
                return p;
            }
        }
    }

    /** Up to the end of what PostgreSQL 15 takes as one number, "trailing junk" included. */
    private TokenKind number() throws IOException, SqlSyntaxException {
        in.position = digits(in.position);
        char behind = in.chars[in.position];
        if (behind == ',' || behind == ')') {
            return TokenKind.NUMBER;
        }
        if (peek(0) == '.' && peek(1) != '.') {
            in.position = digits(in.position + 1);
        }
        char exponent = peek(0);
        if (exponent == 'e' || exponent == 'E') {
            char sign = peek(1);
            if (sign == '+' || sign == '-') {
                boolean complete = Characters.isDigit(peek(2));
                in.position = complete ? digits(in.position + 2) : in.position + 2;
                return complete ? numberTail() : TokenKind.NUMBER;
            }
        }
        return numberTail();
    }

    private TokenKind numberTail() throws IOException, SqlSyntaxException {
        return skip(TokenKind.NUMBER, Characters.startsWord(peek(0)) ? wordEnd(in.position) : in.position);
    }

    private TokenKind dot() throws IOException, SqlSyntaxException {
        char next = peek(1);
        if (next == '.') {
            return skip(TokenKind.OTHER, in.position + 2);
        }
        return Characters.isDigit(next) ? number() : single(TokenKind.OTHER);
    }

    private TokenKind dollar() throws IOException, SqlSyntaxException {
        char next = peek(1);
        if (Characters.isDigit(next)) {
            in.position = digits(in.position + 1);
            numberTail();
            return TokenKind.OTHER;
        }
        int tag = Characters.startsWord(next) ? tagEnd(in.position + 1) : in.position + 1;
        if (tag < in.limit && in.chars[tag] == '$') {
            return skip(TokenKind.DOLLAR_STRING, quoted.dollar(tag + 1));
        }
        in.position = in.token + 1;
        return TokenKind.OTHER;
    }

    /** A psql variable's name is no word to psql, even where the variable is not set and its text is sent as it is. */
    private TokenKind colon() throws IOException, SqlSyntaxException {
        char next = peek(1);
        if (next == ':' || next == '=') {
            return skip(TokenKind.OTHER, in.position + 2);
        }
        return skip(TokenKind.OTHER, Characters.continuesTag(next) ? tagEnd(in.position + 1) : in.position + 1);
    }
}
