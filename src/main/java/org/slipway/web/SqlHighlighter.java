package org.slipway.web;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import org.slipway.migration.ScriptContent;
import org.slipway.sql.SqlToken;
import org.slipway.sql.SqlTokens;

/**
 * Reads a window of a script and colours it. What a line means depends on all lines before it (it may stand in a string),
 * so colours need the text from its beginning; far into a very large script the window is shown without.
 */
final class SqlHighlighter {
    /** How much text is kept in memory to colour the window at its end. */
    static final int COLOURED_CHARACTERS = 4_000_000;

    private SqlHighlighter() {}

    /** @param from number of the first line to show */
    static SqlListing read(ScriptContent content, int from) throws IOException {
        String text;
        try (Reader reader = content.open()) {
            text = readUntil(reader, from + SqlListing.MAX_LINES);
        }
        return text.length() < COLOURED_CHARACTERS || from == 1 ? coloured(text, from) : plain(content, from);
    }

    /** Up to and with the first character of a line, or as much as may be kept. */
    private static String readUntil(Reader reader, int line) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] part = new char[8_192];
        int lines = 1;
        for (int read; lines <= line && text.length() < COLOURED_CHARACTERS && (read = reader.read(part)) > 0; ) {
            text.append(part, 0, read);
            lines += newLines(part, read);
        }
        return text.toString();
    }

    private static int newLines(char[] part, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += part[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private static SqlListing coloured(String text, int from) {
        SqlListing.Builder listing = new SqlListing.Builder(from);
        for (SqlToken token : SqlTokens.of(text)) {
            if (listing.overflowed()) {
                break;
            }
            listing.add(style(token.kind()), token.of(text));
        }
        return listing.build();
    }

    private static SqlListing plain(ScriptContent content, int from) throws IOException {
        SqlListing.Builder listing = new SqlListing.Builder(from);
        try (Reader reader = content.open()) {
            char[] part = new char[8_192];
            for (int read; !listing.overflowed() && (read = reader.read(part)) > 0; ) {
                listing.add("", new String(part, 0, read));
            }
        }
        return listing.build();
    }

    private static String style(SqlToken.Kind kind) {
        return kind == SqlToken.Kind.OTHER
                ? ""
                : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
