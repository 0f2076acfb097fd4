package org.slipway.migration;

import java.io.IOException;
import java.io.Reader;

/** Computes the checksum of what passes through, so that a script is read once for its checksum and its statements. */
public final class ChecksumReader extends Reader {
    private final Reader in;
    private final Checksum checksum;

    public ChecksumReader(Reader in, Checksum checksum) {
        this.in = in;
        this.checksum = checksum;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            checksum.update(target, offset, count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
