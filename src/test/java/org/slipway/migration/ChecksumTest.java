package org.slipway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void itIsTheCrc32OfTheLinesWithoutTheirEnds() {
        assertThat(Checksum.of("CREATE TABLE a();\nSELECT 1;\n")).isEqualTo(crc("CREATE TABLE a();SELECT 1;"));
    }

    /** The check value of CRC-32 that its definitions give, 0xCBF43926 as a signed number. */
    @Test
    void itIsASignedNumber() {
        assertThat(Checksum.of("123456789")).isEqualTo(-873187034);
    }

    @Test
    void anEmptyTextIsZero() {
        assertThat(Checksum.of("")).isZero();
        assertThat(Checksum.of("\r\n\n")).isZero();
    }

    @Test
    void lineEndsDoNotCount() {
        assertThat(Checksum.of("a\r\nb\r\n"))
                .isEqualTo(Checksum.of("a\nb\n"))
                .isEqualTo(Checksum.of("a\rb"))
                .isEqualTo(Checksum.of("ab"));
    }

    @Test
    void everyOtherCharacterCounts() {
        assertThat(Checksum.of("a b")).isNotEqualTo(Checksum.of("ab"));
        assertThat(Checksum.of("a\u2028b")).isNotEqualTo(Checksum.of("ab"));
    }

    @Test
    void piecesOfAnySizeGiveTheSame() {
        String text = "Größe \uD83D\uDE80 \n".repeat(3000);
        for (int size : new int[] {1, 2, 3, 4095, 4096, 4097}) {
            Checksum checksum = new Checksum();
            char[] all = text.toCharArray();
            for (int from = 0; from < all.length; from += size) {
                checksum.update(all, from, Math.min(size, all.length - from));
            }
            assertThat(checksum.value()).as("pieces of %d", size).isEqualTo(crc(text.replace("\n", "")));
        }
    }

    private static int crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
