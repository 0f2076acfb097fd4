package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slipway.configuration.AuthSettings;

/**
 * Keys of the console's own, one for each purpose, all from {@code slipway.auth.secret}: nodes with the same secret have the
 * same keys. Without the setting they live as long as the server. A key of one purpose tells nothing about another's.
 */
@ApplicationScoped
public class SharedSecret {
    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] ofThisProcess = random();

    @Inject
    AuthSettings settings;

    private static byte[] random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return random;
    }

    /**
     * 256 bits that look random and are always the same.
     *
     * @param purpose different for each use
     */
    byte[] key(String purpose) {
        return derive(settings.secret().map(Base64.getDecoder()::decode).orElse(ofThisProcess), purpose);
    }

    /** RFC 5869 (HKDF) with SHA-256 and without salt, one block of it. */
    static byte[] derive(byte[] secret, String purpose) {
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hmac(hmac(new byte[BYTES], secret), block);
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
