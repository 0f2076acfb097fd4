package org.slipway.execution;

import java.sql.SQLException;
import org.slipway.sql.SqlStatement;

/** Carries a database error together with the statement it came from. */
final class StatementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SqlStatement statement;

    StatementFailedException(SqlStatement statement, SQLException cause) {
        super(cause.getMessage(), cause);
        this.statement = statement;
    }

    SqlStatement statement() {
        return statement;
    }

    SQLException sqlException() {
        return (SQLException) getCause();
    }
}
