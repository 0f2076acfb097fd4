package org.slipway.execution;

import java.sql.SQLException;
import org.slipway.sql.SqlStatement;

/** Carries a database error together with the statement it came from. */
final class StatementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SqlStatement statement;
    private final boolean inBatch;

    /** @param inBatch true when the statement is only the first of a batch one of whose statements failed */
    StatementFailedException(SqlStatement statement, boolean inBatch, SQLException cause) {
        super(cause.getMessage(), cause);
        this.statement = statement;
        this.inBatch = inBatch;
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
