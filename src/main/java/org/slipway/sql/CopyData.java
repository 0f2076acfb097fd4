package org.slipway.sql;

import java.io.IOException;
import java.io.Reader;

/**
 * The data behind a {@code COPY … FROM stdin}, read from the script itself as it is asked for.
 *
 * <p>It begins on the next line. What stands behind the semicolon on the statement's own line comes after the data, as in
 * psql, so that line is put back when the data has ended.
 */
final class CopyData extends Reader {
    private final ScriptBuffer in;
    private final int restLine;
    private final int restColumn;
    private final String rest;
    private boolean atLineStart = true;
    private boolean ended;

    CopyData(ScriptBuffer in) throws IOException {
        this.in = in;
        restLine = in.line;
        in.beginToken();
        restColumn = in.tokenColumn();
        rest = restOfLine();
    }

    private String restOfLine() throws IOException {
        int p = in.position;
        while (in.chars[p] != '\n') {
            if (p < in.limit) {
                p++;
            } else if ((p = in.fill(p)) == in.limit) {
                break;
            }
        }
        String text = in.text(in.token, p);
        in.position = p;
        if (p < in.limit) {
            in.lineFeed(in.position++);
            in.gaps.clear();
        }
        return text;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && !atEnd()) {
            int most = Math.min(length - count, in.limit - in.position);
            int part = upToLineEnd(most);
            System.arraycopy(in.chars, in.position - part, target, offset + count, part);
            count += part;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private boolean atEnd() throws IOException {
        if (!ended) {
            in.beginToken();
            in.position = in.need(in.position, atLineStart ? 4 : 1);
            ended = in.position == in.limit || atLineStart && passEndMark();
        }
        return ended;
    }

    private boolean passEndMark() {
        int p = in.position;
        if (in.chars[p] != '\\' || in.chars[p + 1] != '.') {
            return false;
        }
        p += in.chars[p + 2] == '\r' ? 3 : 2;
        if (p < in.limit && in.chars[p] != '\n') {
            return false;
        }
        in.position = Math.min(p + 1, in.limit);
        if (p < in.limit) {
            in.lineFeed(p);
        }
        return true;
    }

    private int upToLineEnd(int most) {
        int start = in.position;
        int end = start + most;
        int p = start;
        while (p < end && in.chars[p] != '\n') {
            p++;
        }
        atLineStart = p < end;
        if (atLineStart) {
            in.lineFeed(p++);
        }
        in.position = p;
        return p - start;
    }

    /** Passes over what was not read; the script goes on behind the data. */
    void finish() throws IOException {
        while (!atEnd()) {
            upToLineEnd(in.limit - in.position);
        }
        if (!rest.isBlank()) {
            in.unread(rest, restLine, restColumn);
        }
    }

    /** The script stays open: its other statements follow. */
    @Override
    public void close() {}
}
