package org.slipway.execution;

import java.util.List;
import java.util.Locale;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlToken;
import org.slipway.sql.SqlTokens;

/**
 * Statements that prepare a session for what follows in the same script.
 *
 * <p>psql runs a script in one session. Here each step has a session of its own, which may be another node's after a crash, so
 * they are sent again before a later step of the same migration. They are recognised by their text: the server could tell
 * what a session has set, but not whether it was set for the transaction alone.
 */
final class SessionStatement {
    private static final List<String> FOR_THE_TRANSACTION = List.of("SET LOCAL", "SET TRANSACTION", "SET CONSTRAINTS");

    private SessionStatement() {}

    /** Whether what it does lives on when the transaction that it ran in is committed. */
    static boolean outlivesItsStep(SqlStatement statement) {
        String words = statement.leadingWords() + " ";
        if (words.startsWith("SET ")) {
            return FOR_THE_TRANSACTION.stream().noneMatch(words::startsWith);
        }
        return words.startsWith("RESET ")
                || words.startsWith("LOAD ")
                || words.startsWith("PREPARE ") && !words.startsWith("PREPARE TRANSACTION ")
                || words.startsWith("DEALLOCATE ")
                || words.startsWith("SELECT ") && isSetConfig(statement.text());
    }

    /** As {@code pg_dump} writes it: {@code SELECT pg_catalog.set_config('search_path', '', false)}. */
    private static boolean isSetConfig(String text) {
        String plain = withoutComments(text);
        return plain.matches("(?s)select (pg_catalog\\s*\\.\\s*)?set_config\\s*\\(.*,\\s*'?f[a-z]*'?\\s*\\)\\s*;?");
    }

    /** In lower case, with one space for any white space. */
    static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder();
        for (SqlToken token : SqlTokens.of(text)) {
            plain.append(token.kind() == SqlToken.Kind.COMMENT ? " " : token.of(text));
        }
        return plain.toString().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
