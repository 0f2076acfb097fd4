package org.slipway.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * SHA-256 over the previous row's hash and a row: each column as its length in four bytes and its bytes, the length -1 for
 * null, so that no two different rows encode alike. Numbers are eight bytes, times are microseconds since 1970, text is
 * UTF-8. It is what PostgreSQL's own {@code int4send}, {@code int8send} and {@code convert_to} make; see ADR 17.
 */
final class ChainHash {
    /** What the first row is chained to. */
    static final String START = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private ChainHash() {}

    /** @param previous 64 hexadecimal digits */
    static String of(String previous, AuditEvent event) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HEX.parseHex(previous));
            return HEX.formatHex(sha256.digest(encoded(event)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] encoded(AuditEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, event.id());
            write(out, event.at() == null ? null : micros(event.at()));
            write(out, event.action());
            write(out, event.actor());
            write(out, event.roles());
            write(out, event.address());
            write(out, event.node());
            write(out, event.runId());
            write(out, event.detail());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    private static void write(DataOutputStream out, Long number) throws IOException {
        if (number == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(Long.BYTES);
            out.writeLong(number);
        }
    }

    /** An instant that the console never writes, such as PostgreSQL's infinity, has no number; any wrong one will do. */
    private static long micros(Instant at) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at);
        } catch (ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }
}
