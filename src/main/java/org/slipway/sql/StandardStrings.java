package org.slipway.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows {@code standard_conforming_strings}, as psql learns it from the server after each statement.
 *
 * <p>Only what the script itself says is known here: a {@code SET} or {@code RESET} of this setting at top level. Its
 * default is on, as in every PostgreSQL since 9.1.
 */
final class StandardStrings {
    private static final Pattern SET =
            Pattern.compile("\\bstandard_conforming_strings\\s*(?:=|\\bto\\b)\\s*'?(\\w+)", Pattern.CASE_INSENSITIVE);

    private boolean session = true;

    void ran(SqlStatement statement, SqlLexer lexer) {
        String words = statement.leadingWords();
        if (words.startsWith("SET ") && words.contains("STANDARD_CONFORMING_STRINGS")) {
            set(statement.text(), words.startsWith("SET LOCAL "), lexer);
        } else if (words.equals("RESET STANDARD_CONFORMING_STRINGS")
                || words.equals("RESET ALL")
                || words.equals("DISCARD ALL")) {
            session = true;
            lexer.backslashEscapes(false);
        } else if (words.startsWith("COMMIT") || words.startsWith("ROLLBACK") || words.startsWith("END")) {
            lexer.backslashEscapes(!session);
        }
    }

    private void set(String text, boolean local, SqlLexer lexer) {
        Matcher matcher = SET.matcher(text);
        if (matcher.find()) {
            boolean on = !isOff(matcher.group(1).toLowerCase(java.util.Locale.ROOT));
            session = local ? session : on;
            lexer.backslashEscapes(!on);
        }
    }

    /** PostgreSQL accepts every unambiguous beginning of a Boolean word. */
    private static boolean isOff(String value) {
        return value.equals("of")
                || value.equals("off")
                || value.equals("0")
                || "false".startsWith(value)
                || "no".startsWith(value);
    }
}
