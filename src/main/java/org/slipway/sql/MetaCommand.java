package org.slipway.sql;

import java.io.IOException;

/**
 * A backslash outside quotes: psql's own language, which the server does not understand.
 *
 * <p>Only the pair {@code restrict} and {@code unrestrict} is passed over: pg_dump writes them, and all it does is to forbid
 * the others.
 */
final class MetaCommand {
    private static final int LONGEST_NAME = 30;

    private final ScriptBuffer in;

    MetaCommand(ScriptBuffer in) {
        this.in = in;
    }

    /** The backslash is the current token. */
    void pass() throws IOException, SqlSyntaxException {
        String name = name();
        if (!name.equals("\\restrict") && !name.equals("\\unrestrict")) {
            throw new SqlSyntaxException(
                    name + " is a command of psql; only statements that PostgreSQL understands can be run here.",
                    in.tokenLine,
                    in.tokenColumn());
        }
        boolean wholeLine = in.token == in.tokenLineStart;
        in.position = lineFeed();
        if (in.statement >= 0) {
            leaveOut(wholeLine);
        }
    }

    private String name() throws IOException {
        int length = 1;
        in.position = in.token;
        for (char c = 'x'; c > ' ' && c != '\\' && c != ';' && length < LONGEST_NAME; length++) {
            in.position = in.need(in.position, length + 1);
            c = in.chars[in.position + length];
        }
        return in.text(in.token, in.token + Math.max(1, length - 1)).strip();
    }

    private int lineFeed() throws IOException, SqlSyntaxException {
        int p = in.position;
        while (in.chars[p] != '\n') {
            if (in.chars[p] != 0) {
                p++;
            } else if ((p = in.more(p)) == in.limit) {
                break;
            }
        }
        return p;
    }

    private void leaveOut(boolean wholeLine) {
        if (wholeLine && in.position < in.limit) {
            in.lineFeed(in.position++);
        }
        in.gaps.add(in.token - in.statement, in.position - in.statement, wholeLine ? 1 : 0);
    }
}
