package org.slipway.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a SQL text into tokens for highlighting, by the lexical rules that also divide a script into statements.
 *
 * <p>Nothing is refused: a page must be able to show the very file that can't be run.
 */
public final class SqlTokens {
    private SqlTokens() {}

    /** Tokens without gaps, from the first character to the last; an empty list for an empty text. */
    public static List<SqlToken> of(String text) {
        try {
            return read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SqlSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<SqlToken> read(String text) throws IOException, SqlSyntaxException {
        ScriptBuffer in = new ScriptBuffer(new StringReader(text.replace('\0', '\uFFFD')));
        in.keepEverything();
        SqlLexer lexer = new SqlLexer(in);
        List<SqlToken> tokens = new ArrayList<>();
        int end = 0;
        for (TokenKind kind; (kind = lexer.next(true)) != TokenKind.END; end = in.position) {
            add(tokens, SqlToken.Kind.OTHER, end, in.token);
            add(tokens, kindOf(kind, text, in), in.token, in.position);
        }
        add(tokens, SqlToken.Kind.OTHER, end, in.limit);
        return tokens;
    }

    private static void add(List<SqlToken> tokens, SqlToken.Kind kind, int start, int end) {
        int last = tokens.size() - 1;
        if (start == end) {
            return;
        }
        if (kind == SqlToken.Kind.OTHER && last >= 0 && tokens.get(last).kind() == kind) {
            tokens.set(last, new SqlToken(kind, tokens.get(last).start(), end));
        } else {
            tokens.add(new SqlToken(kind, start, end));
        }
    }

    private static SqlToken.Kind kindOf(TokenKind kind, String text, ScriptBuffer in) {
        return switch (kind) {
            case LINE_COMMENT, BLOCK_COMMENT -> SqlToken.Kind.COMMENT;
            case STRING -> SqlToken.Kind.STRING;
            case DOLLAR_STRING -> SqlToken.Kind.DOLLAR_STRING;
            case QUOTED_IDENTIFIER -> SqlToken.Kind.QUOTED_IDENTIFIER;
            case NUMBER -> SqlToken.Kind.NUMBER;
            case WORD ->
                KeyWords.contains(text.substring(in.token, in.position)) ? SqlToken.Kind.KEYWORD : SqlToken.Kind.OTHER;
            default -> SqlToken.Kind.OTHER;
        };
    }
}
