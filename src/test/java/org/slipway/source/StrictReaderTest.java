package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 16383, 16384, 16385, 100_000})
    void textIsReadAsItIs(int length) throws IOException {
        String text = "ä\r\n\uD83D\uDE80x".repeat(length / 5 + 1).substring(0, length / 6 * 5);
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void bytesThatArriveOneByOneAreTheSameText() throws IOException {
        byte[] bytes = "\uFEFFGröße \uD83D\uDE80".getBytes(StandardCharsets.UTF_8);
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
        assertThat(read(slow, StandardCharsets.UTF_8)).isEqualTo("Größe \uD83D\uDE80");
    }

    @Test
    void theByteOrderMarkIsLeftOutOnlyAtTheStart() throws IOException {
        assertThat(read("\uFEFFa\uFEFF".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo("a\uFEFF");
        assertThat(read("\uFEFF".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(read("\uFEFFa".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16381, 16382, 16383, 16384, 50_000})
    void badBytesAreRefusedWithTheirLineWhereverTheyStand(int before) {
        byte[] bytes = bytes("x\n".repeat(before / 2) + (before % 2 == 1 ? "x" : ""), 0xE9, '\n', 'a');
        ScriptException refused = failure(bytes);
        assertThat(refused.line()).isEqualTo(before / 2 + 1);
        assertThat(refused)
                .hasMessageContaining("0xE9")
                .hasMessageContaining("UTF-8")
                .hasMessageContaining("encoding=");
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsRefused() {
        assertThat(failure(bytes("a\nb", 0xC3)).line()).isEqualTo(2);
    }

    @Test
    void utf16IsGuessed() {
        assertThat(failure("\uFEFFSELECT 1".getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("UTF-16");
        assertThat(failure("\uFEFFSELECT 1".getBytes(StandardCharsets.UTF_16BE)))
                .hasMessageContaining("UTF-16");
    }

    @Test
    void nulIsRefusedWithItsLine() {
        ScriptException refused = failure(bytes("a\n\nb", 0, '\n', 0xE9));
        assertThat(refused.line()).isEqualTo(3);
        assertThat(refused).hasMessageContaining("NUL");
    }

    @Test
    void surrogatesAndOverlongFormsAreNotUtf8() {
        assertThat(failure(bytes("", 0xED, 0xA0, 0x80)).line()).isEqualTo(1);
        assertThat(failure(bytes("", 0xC0, 0xAF)).line()).isEqualTo(1);
    }

    private static byte[] bytes(String text, int... more) {
        byte[] start = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[start.length + i] = (byte) more[i];
        }
        return all;
    }

    private static ScriptException failure(byte[] bytes) {
        return catchThrowableOfType(ScriptException.class, () -> read(bytes, StandardCharsets.UTF_8));
    }

    private static String read(byte[] bytes, Charset encoding) throws IOException {
        return read(new ByteArrayInputStream(bytes), encoding);
    }

    private static String read(InputStream bytes, Charset encoding) throws IOException {
        try (StrictReader reader = new StrictReader(bytes, encoding)) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }
}
