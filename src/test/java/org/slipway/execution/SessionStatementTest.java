package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlSyntaxException;

class SessionStatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app",
                "set session timezone to 'UTC'",
                "/* of the owner */ SET ROLE owner",
                "RESET ALL",
                "PREPARE p AS SELECT 1",
                "DEALLOCATE p",
                "LOAD 'auto_explain'",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "select -- once\n set_config ( 'a.b' , upper('x') , 'f' )"
            })
    void whatPreparesTheSessionIsSentAgain(String statement) throws Exception {
        assertThat(outlives(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL search_path = app",
                "SET TRANSACTION READ ONLY",
                "SET CONSTRAINTS ALL DEFERRED",
                "PREPARE TRANSACTION 'x'",
                "SELECT set_config('search_path', '', true)",
                "SELECT 'set_config(a, b, false)'",
                "INSERT INTO t SELECT set_config('a.b', 'c', false)",
                "SETTLE",
                ";"
            })
    void whatDoesNotIsNot(String statement) throws Exception {
        assertThat(outlives(statement)).isFalse();
    }

    private static boolean outlives(String statement) throws IOException, SqlSyntaxException {
        try (SqlScript script = new SqlScript(new StringReader(statement))) {
            return SessionStatement.outlivesItsStep(script.next());
        }
    }
}
