package org.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes a script and accepts nothing that is not text: bytes that are not of its encoding and NUL end it with a
 * {@link ScriptException} that knows the line. A byte order mark is left out.
 *
 * <p>The readers of the platform either replace such bytes, which would run another statement than the file has, or lose the
 * characters before them, and so the line.
 */
final class StrictReader extends Reader {
    private static final int PIECE = 16 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(PIECE).limit(0);
    private boolean atStart = true;
    private boolean endOfBytes;
    private boolean finished;
    private int line = 1;
    private ScriptException failure;

    StrictReader(InputStream in, Charset encoding) {
        this.in = in;
        this.encoding = encoding;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (failure != null) {
                throw failure;
            }
            if (finished) {
                return -1;
            }
            decodeNextPiece();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decodeNextPiece() throws IOException {
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, endOfBytes);
        if (result.isUnderflow()) {
            if (endOfBytes) {
                decoder.flush(chars);
                finished = true;
            } else {
                fetchBytes();
            }
        }
        chars.flip();
        boolean nothingBefore = atStart && !chars.hasRemaining();
        leaveOutByteOrderMark();
        countLinesUpToNul();
        if (failure == null && result.isError()) {
            failure = notOfEncoding(nothingBefore);
        }
    }

    private void fetchBytes() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        endOfBytes = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    private void leaveOutByteOrderMark() {
        if (atStart && chars.hasRemaining()) {
            atStart = false;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }

    private void countLinesUpToNul() {
        char[] text = chars.array();
        for (int i = chars.position(); i < chars.limit(); i++) {
            if (text[i] > '\n') {
                continue;
            }
            if (text[i] == '\n') {
                line++;
            } else if (text[i] == 0) {
                chars.limit(i);
                failure = new ScriptException(
                        line,
                        "There is a NUL character in this line; PostgreSQL accepts none in a script. Take it out.");
            }
        }
    }

    private ScriptException notOfEncoding(boolean nothingBefore) {
        int bad = bytes.get(bytes.position()) & 0xFF;
        String guess = nothingBefore && (bad == 0xFF || bad == 0xFE) ? " It looks like UTF-16." : "";
        return new ScriptException(
                line,
                "The byte 0x%02X in this line is not %s text.%s Save the file as %s, or name its encoding: slipway.migrations.encoding for all files, encoding=… in the .conf file of a single one of Flyway's layout."
                        .formatted(bad, encoding.name(), guess, encoding.name()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
