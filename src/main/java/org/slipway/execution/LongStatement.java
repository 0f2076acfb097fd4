package org.slipway.execution;

import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.QueryExecutor;

/**
 * Sends a long statement as psql sends all: as one message, and not prepared first.
 *
 * <p>PostgreSQL copies what it has prepared before it plans it, which takes as long as planning when the values of ten thousand
 * rows stand in the statement. Such a statement gives no rows worth fetching in pieces, which is what preparing is good for.
 */
final class LongStatement {
    private static final int LONG_CHARACTERS = 1 << 16;

    private LongStatement() {}

    static boolean execute(Statement statement, String sql) throws SQLException {
        return sql.length() > LONG_CHARACTERS && statement.isWrapperFor(BaseStatement.class)
                ? statement.unwrap(BaseStatement.class).executeWithFlags(sql, QueryExecutor.QUERY_EXECUTE_AS_SIMPLE)
                : statement.execute(sql);
    }
}
