package org.slipway.migration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Flyway's checksum of a script: CRC32 over its characters as UTF-8 without line terminators, as a signed number.
 *
 * <p>Line terminators do not count, so that a checkout with other line ends is not an edit. The text must come without its
 * byte order mark. Fed piece by piece, so that the size of a script does not matter; not thread-safe.
 */
public final class Checksum {
    private static final int PIECE = 4096;

    private final CRC32 crc = new CRC32();
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer kept = CharBuffer.allocate(PIECE);
    private final ByteBuffer encoded = ByteBuffer.allocate(PIECE * 3);

    public void update(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                if (!kept.hasRemaining()) {
                    encode(false);
                }
                kept.put(text[i]);
            }
        }
    }

    /** Ends the text; an empty one is 0. */
    public int value() {
        encode(true);
        encoder.reset();
        return (int) crc.getValue();
    }

    private void encode(boolean endOfText) {
        kept.flip();
        encoder.encode(kept, encoded, endOfText);
        kept.compact();
        crc.update(encoded.flip());
        encoded.clear();
    }

    public static int of(String text) {
        Checksum checksum = new Checksum();
        checksum.update(text.toCharArray(), 0, text.length());
        return checksum.value();
    }
}
