package org.slipway.execution;

import java.util.regex.Pattern;
import org.slipway.sql.SqlStatement;

/**
 * Settings that belong to the conversation between client and server, which is the driver's here and psql's there.
 *
 * <p>The driver gives up its connection when one of them changes. A dump of a database that is not UTF-8 begins with its
 * {@code client_encoding}; the script's text has been decoded already and goes to the server as UTF-8.
 */
enum ClientSetting {
    NONE(null),
    ENCODING("was not sent: the console has decoded the file (slipway.migrations.encoding) and sends it as UTF-8"),
    DATE_STYLE("the driver understands only the DateStyle ISO, such as 'ISO, DMY', and this sets another one");

    private static final String SET = "set (session |local )?";
    private static final Pattern OTHER_ENCODING =
            Pattern.compile(SET + "(client_encoding ?(=|to\\b)|names\\b) ?+(?!['\"]?(utf-?8|unicode)\\b|default\\b).*");
    private static final Pattern OTHER_STYLE =
            Pattern.compile(SET + "datestyle ?(=|to\\b).*\\b(sql|postgres|postgresql|german)\\b.*");

    private final String sentence;

    ClientSetting(String sentence) {
        this.sentence = sentence;
    }

    static ClientSetting of(SqlStatement statement) {
        if (!statement.leadingWords().startsWith("SET")) {
            return NONE;
        }
        String plain = SessionStatement.withoutComments(statement.text());
        return OTHER_ENCODING.matcher(plain).matches()
                ? ENCODING
                : OTHER_STYLE.matcher(plain).matches() ? DATE_STYLE : NONE;
    }

    String sentence() {
        return sentence;
    }
}
