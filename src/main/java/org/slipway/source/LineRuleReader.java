package org.slipway.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Applies a {@link LineRule} to what passes through; line ends stay as they are. */
final class LineRuleReader extends Reader {
    private final BufferedReader in;
    private final LineRule rule;
    private final StringBuilder line = new StringBuilder();
    private int number;
    private int position;

    LineRuleReader(Reader in, LineRule rule) {
        this.in = new BufferedReader(in, 1 << 15);
        this.rule = rule;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int copied = 0;
        while (copied < length && (position < line.length() || nextLine())) {
            int count = Math.min(length - copied, line.length() - position);
            line.getChars(position, position + count, target, offset + copied);
            position += count;
            copied += count;
        }
        return copied == 0 && length > 0 ? -1 : copied;
    }

    /** False at the end of the text. */
    private boolean nextLine() throws IOException {
        line.setLength(0);
        position = 0;
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = in.read();
        }
        if (c < 0 && line.length() == 0) {
            return false;
        }
        boolean carriageReturn = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
        if (carriageReturn) {
            line.setLength(line.length() - 1);
        }
        String ruled = rule.apply(++number, line.toString());
        line.setLength(0);
        line.append(ruled).append(carriageReturn ? "\r" : "").append(c < 0 ? "" : "\n");
        return line.length() > 0 || nextLine();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
