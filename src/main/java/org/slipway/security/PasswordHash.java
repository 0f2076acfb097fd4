package org.slipway.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-512 and the 210,000 iterations that OWASP's Password Storage Cheat Sheet asks for. The JDK's own
 * and not Jakarta Security's, so that {@link PasswordHashCommand} works without a server.
 *
 * @param text as kept in a file: {@code pbkdf2-sha512$iterations$salt$hash}, the last two in Base64
 */
record PasswordHash(String text) {
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 512;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORMAT =
            Pattern.compile("pbkdf2-sha512\\$([1-9][0-9]{3,7})\\$([A-Za-z0-9+/]{22,}={0,2})\\$([A-Za-z0-9+/]{86}==)");

    /** @throws IllegalArgumentException when the text is not of this form */
    PasswordHash {
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a hash as PasswordHashCommand prints it");
        }
    }

    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder();
        return new PasswordHash("pbkdf2-sha512$" + ITERATIONS + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(derive(password, salt, ITERATIONS)));
    }

    /** Takes a fifth of a second on purpose. */
    boolean matches(String password) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] expected = Base64.getDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(derive(password, salt, Integer.parseInt(parts.group(1))), expected);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA512", e);
        } finally {
            key.clearPassword();
        }
    }
}
