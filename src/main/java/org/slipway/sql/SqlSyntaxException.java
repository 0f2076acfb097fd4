package org.slipway.sql;

/**
 * A script that can't be divided into statements: something is never closed, a NUL, or a command that only psql has.
 *
 * <p>Line and column tell where the quote or comment began, because its end is by nature not to be found; the message
 * is a sentence for the script's author and doesn't repeat them.
 */
public class SqlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    public SqlSyntaxException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** First line is 1. */
    public int line() {
        return line;
    }

    /** In characters, not UTF-16 units; first column is 1. */
    public int column() {
        return column;
    }
}
