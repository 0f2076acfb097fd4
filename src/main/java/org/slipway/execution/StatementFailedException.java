package org.slipway.execution;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slipway.sql.SqlStatement;

/** Carries a database error together with the statement it came from. */
final class StatementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SqlStatement statement;
    private final boolean inBatch;
    private final int before;

    /** @param inBatch true when the statement is only the first of a batch one of whose statements failed */
    StatementFailedException(SqlStatement statement, boolean inBatch, SQLException cause) {
        this(statement, inBatch, cause, 0);
    }

    /** @param before how many characters were sent before the statement's text, and count in the error's position */
    StatementFailedException(SqlStatement statement, boolean inBatch, SQLException cause, int before) {
        super(cause.getMessage(), cause);
        this.statement = statement;
        this.inBatch = inBatch;
        this.before = before;
    }

    /** In the statement's text, first character is 1; 0 when the server did not tell. */
    int position() {
        ServerErrorMessage server =
                sqlException() instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return server == null ? 0 : Math.max(0, server.getPosition() - before);
    }

    boolean inBatch() {
        return inBatch;
    }

    SqlStatement statement() {
        return statement;
    }

    SQLException sqlException() {
        return (SQLException) getCause();
    }
}
