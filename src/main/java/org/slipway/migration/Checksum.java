package org.slipway.migration;

import java.util.zip.CRC32;

/**
 * Flyway's checksum of a script: CRC32 over its characters as UTF-8 without line terminators, as a signed number.
 *
 * <p>Line terminators do not count, so that a checkout with other line ends is not an edit. The text must come without its
 * byte order mark. Fed piece by piece, so that the size of a script does not matter; not thread-safe.
 */
public final class Checksum {
    private static final int LONGEST_CHARACTER = 4;

    private final CRC32 crc = new CRC32();
    private final byte[] encoded = new byte[8192];
    private int length;
    /** First half of a character; the next one completes it, because decoded text has no halves alone. */
    private char highSurrogate;

    public void update(char[] text, int offset, int count) {
        int end = offset + count;
        for (int i = offset; i < end; ) {
            i = ascii(text, i, end);
            if (i < end && text[i] >= 0x80) {
                encode(text[i++]);
            }
            if (length >= encoded.length - LONGEST_CHARACTER) {
                drain();
            }
        }
    }

    /** Nearly all of every script, in a loop that touches no field. */
    private int ascii(char[] text, int from, int end) {
        byte[] target = encoded;
        int to = length;
        int i = from;
        int stop = Math.min(end, from + target.length - LONGEST_CHARACTER - to);
        for (; i < stop && text[i] < 0x80; i++) {
            target[to] = (byte) text[i];
            to += text[i] == '\n' || text[i] == '\r' ? 0 : 1;
        }
        length = to;
        return i;
    }

    private void encode(char c) {
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else if (Character.isLowSurrogate(c)) {
            int codePoint = Character.toCodePoint(highSurrogate, c);
            encoded[length++] = (byte) (0xF0 | codePoint >> 18);
            encodeTail(codePoint, 3);
        } else if (c < 0x800) {
            encoded[length++] = (byte) (0xC0 | c >> 6);
            encodeTail(c, 1);
        } else {
            encoded[length++] = (byte) (0xE0 | c >> 12);
            encodeTail(c, 2);
        }
    }

    private void encodeTail(int codePoint, int bytes) {
        for (int shift = 6 * (bytes - 1); shift >= 0; shift -= 6) {
            encoded[length++] = (byte) (0x80 | codePoint >> shift & 0x3F);
        }
    }

    /** Of the text so far; an empty one is 0. */
    public int value() {
        drain();
        return (int) crc.getValue();
    }

    private void drain() {
        crc.update(encoded, 0, length);
        length = 0;
    }

    public static int of(String text) {
        Checksum checksum = new Checksum();
        checksum.update(text.toCharArray(), 0, text.length());
        return checksum.value();
    }
}
