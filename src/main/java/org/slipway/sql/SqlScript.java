package org.slipway.sql;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Divides a script into statements exactly as psql does, and keeps no more of it in memory than the current one.
 *
 * <p>A script is what psql runs, and people try their migrations in psql first; dividing it in any other way would send
 * the server something else than what was tried. Meta-commands are refused, since only psql knows them.
 *
 * <pre>{@code
 * try (SqlScript script = new SqlScript(reader)) {
 *     for (SqlStatement statement; (statement = script.next()) != null; ) { … }
 * }
 * }</pre>
 *
 * <p>Not thread-safe. Closing it closes the reader.
 */
public final class SqlScript implements AutoCloseable {
    private final Reader reader;
    private final ScriptBuffer in;
    private final SqlLexer lexer;
    private final StatementWords words;
    private final MetaCommand metaCommand;
    private final Consumer<SqlComment> comments;

    private final StandardStrings standardStrings = new StandardStrings();

    private boolean started;
    private int statements;
    private int parentheses;
    private boolean hasToken;
    private int firstLine;
    private int firstColumn;
    private int textLine;
    private int textColumn;
    private CopyData copyData;

    public SqlScript(Reader reader) {
        this(reader, null);
    }

    /** @param comments told of a comment before the statement in which or before which it stands is returned */
    public SqlScript(Reader reader, Consumer<SqlComment> comments) {
        this.reader = reader;
        this.comments = comments;
        in = new ScriptBuffer(reader);
        lexer = new SqlLexer(in);
        words = new StatementWords(in);
        metaCommand = new MetaCommand(in);
    }

    /** The next statement, or null at the end; data of the statement before it that was not read is passed over. */
    public SqlStatement next() throws IOException, SqlSyntaxException {
        if (copyData != null) {
            copyData.finish();
            copyData = null;
        }
        if (!started) {
            started = true;
            in.passByteOrderMark();
        }
        for (; ; ) {
            TokenKind kind = lexer.next(hasToken);
            switch (kind) {
                case LINE_END -> lineEnd();
                case LINE_COMMENT -> lineComment();
                case BLOCK_COMMENT -> blockComment();
                case BACKSLASH -> metaCommand.pass();
                case END -> {
                    return in.statement < 0 ? null : lastStatement();
                }
                default -> {
                    if (token(kind)) {
                        return statement();
                    }
                }
            }
        }
    }

    /**
     * The data of the {@code COPY … FROM stdin} just returned, without the line {@code \.} that ends it; line ends as they
     * are. Valid until {@link #next()} is called.
     */
    public Reader copyData() {
        return copyData == null ? Reader.nullReader() : copyData;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** True when the token ends the statement. */
    private boolean token(TokenKind kind) throws SqlSyntaxException {
        if (!hasToken) {
            firstToken();
        }
        if (lexer.passedPunctuation()) {
            words.otherToken();
        }
        if (kind == TokenKind.WORD) {
            words.word(parentheses);
            return false;
        }
        words.otherToken();
        switch (kind) {
            case OPEN -> parentheses++;
            case CLOSE -> parentheses = Math.max(0, parentheses - 1);
            case STRING, DOLLAR_STRING, QUOTED_IDENTIFIER -> refuseUnterminated(kind);
            case SEMICOLON -> {
                return parentheses == 0 && !words.insideRoutineBody();
            }
            default -> {}
        }
        return false;
    }

    private void firstToken() {
        begin();
        hasToken = true;
        firstLine = in.tokenLine;
        firstColumn = in.tokenColumn();
    }

    private void begin() {
        if (in.statement < 0) {
            in.statement = in.token;
            textLine = in.tokenLine;
            textColumn = in.tokenColumn();
        }
    }

    private void refuseUnterminated(TokenKind kind) throws SqlSyntaxException {
        if (lexer.unterminated()) {
            String what = switch (kind) {
                case BLOCK_COMMENT -> "A comment (/*)";
                case QUOTED_IDENTIFIER -> "A quoted identifier (\")";
                case DOLLAR_STRING -> "A dollar-quoted string";
                default -> "A quoted string (')";
            };
            throw new SqlSyntaxException(what + " begins here and is never closed.", in.tokenLine, in.tokenColumn());
        }
    }

    /** psql leaves out lines that are empty, unless they are part of a quote or comment. */
    private void lineEnd() {
        if (in.statement < 0) {
            in.gaps.clear();
        } else if (in.token == in.tokenLineStart) {
            in.gaps.add(in.token - in.statement, in.position - in.statement, 1);
        }
    }

    private void lineComment() {
        if (comments != null && in.tokenBeginsItsLine()) {
            comments.accept(new SqlComment(in.tokenLine, in.text(in.token + 2, in.position), false, hasToken));
        }
    }

    private void blockComment() throws SqlSyntaxException {
        begin();
        refuseUnterminated(TokenKind.BLOCK_COMMENT);
        if (comments != null && statements == 0 && !hasToken) {
            comments.accept(new SqlComment(in.tokenLine, in.text(in.token + 2, in.position - 2), true, false));
        }
    }

    private SqlStatement statement() throws IOException {
        return statement(in.gaps.textWithout(in.chars, in.statement, in.position));
    }

    /** It has no semicolon; the script's last line feed is no part of it. */
    private SqlStatement lastStatement() throws IOException {
        String text = in.gaps.textWithout(in.chars, in.statement, in.position);
        return statement(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    private SqlStatement statement(String text) throws IOException {
        LineMap map = new LineMap(textLine, textColumn, in.gaps.inText());
        int line = hasToken ? firstLine : textLine;
        int column = hasToken ? firstColumn : textColumn;
        boolean copy = words.copyFromStdin();
        SqlStatement statement = new SqlStatement(++statements, text, line, column, words.leading(), copy, map);
        forget();
        standardStrings.ran(statement, lexer);
        copyData = copy ? new CopyData(in) : null;
        return statement;
    }

    private void forget() {
        in.statement = -1;
        in.gaps.clear();
        words.clear();
        parentheses = 0;
        hasToken = false;
    }
}
