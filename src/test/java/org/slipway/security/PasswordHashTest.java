package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String PASSWORD = "correct horse ünd battery";

    @Test
    void onlyItsPasswordMatches() {
        PasswordHash hash = new PasswordHash(PasswordHash.of(PASSWORD).text());

        assertThat(hash.matches(PASSWORD)).isTrue();
        assertThat(hash.matches(PASSWORD + " ")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void theSamePasswordHasAnotherHashEachTime() {
        assertThat(PasswordHash.of(PASSWORD)).isNotEqualTo(PasswordHash.of(PASSWORD));
    }

    /** Made by OpenSSL: openssl kdf -keylen 64 -kdfopt digest:SHA512 -kdfopt iter:1000 … PBKDF2. */
    @Test
    void hashesOfOtherToolsWithFewerIterationsMatchToo() {
        assertThat(new PasswordHash(
                                "pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw==$8ltlLe5cI6KNrWOmMFkTi2iE7fEXJKJJR9lhjd/xSn68+xOqzv2h20C4IDv/enqlx8f6AaRHE+6XnvHKXKhAjA==")
                        .matches("secret"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "$2y$10$abc", "pbkdf2-sha512$210000$AAECAwQFBgcICQoLDA0ODw==$AAAA"})
    void whatIsNoHashIsRefused(String text) {
        assertThatThrownBy(() -> new PasswordHash(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCommandReadsAPasswordAndPrintsItsHash() throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            PasswordHashCommand.main(new String[0]);
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        assertThat(new PasswordHash(printed.toString(StandardCharsets.UTF_8).strip()).matches(PASSWORD))
                .isTrue();
    }
}
