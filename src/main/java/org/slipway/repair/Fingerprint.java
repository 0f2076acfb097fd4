package org.slipway.repair;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names what an admin saw, so that what is done later is that and nothing else. */
final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    /** @param seen everything of which another value would be another preview */
    static String of(List<?> seen) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object each : seen) {
                digest.update(String.valueOf(each).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) (each == null ? 1 : 0));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
