package org.slipway.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The words and signs of one statement, each as it is written, without blanks and comments. */
public final class StatementTokens {
    private StatementTokens() {}

    /** Without the semicolon at the end. */
    public static List<String> of(String statement) {
        try {
            return read(statement);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SqlSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> read(String statement) throws IOException, SqlSyntaxException {
        ScriptBuffer in = new ScriptBuffer(new StringReader(statement.replace('\0', '\uFFFD')));
        in.keepEverything();
        SqlLexer lexer = new SqlLexer(in);
        List<String> tokens = new ArrayList<>();
        for (TokenKind kind; (kind = lexer.next(false)) != TokenKind.END; ) {
            switch (kind) {
                case LINE_END, LINE_COMMENT, BLOCK_COMMENT, SEMICOLON -> {}
                default -> tokens.add(statement.substring(in.token, in.position));
            }
        }
        return tokens;
    }
}
