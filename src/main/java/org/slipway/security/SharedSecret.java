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

    private final byte[] extracted;

    protected SharedSecret() {
        extracted = new byte[0];
    }

    @Inject
    SharedSecret(AuthSettings settings) {
        this(settings.secret().map(Base64.getDecoder()::decode).orElseGet(SharedSecret::random));
    }

    SharedSecret(byte[] secret) {
        extracted = hmac(new byte[BYTES], secret);
    }

    private static byte[] random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /**
     * 256 bits, as RFC 5869 (HKDF with SHA-256) derives them.
     *
     * @param purpose different for each use
     */
    byte[] key(String purpose) {
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hmac(extracted, block);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
