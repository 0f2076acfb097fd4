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

    /** The backslash with its letters, or with the one character behind it. */
    private String name() throws IOException {
        in.position = in.need(in.token, LONGEST_NAME);
        int end = in.token + 1;
        while (end - in.token < LONGEST_NAME && Characters.continuesWord(in.chars[end])) {
            end++;
        }
        return in.text(in.token, Math.min(Math.max(end, in.token + 2), in.limit))
                .strip();
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
