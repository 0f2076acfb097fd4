package org.slipway.security.oidc;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes an {@link Attempt} unreadable and unchangeable for the browser that keeps it (A256GCM). */
public final class AttemptSeal {
    private final byte[] key;

    /** @param key 256 bits; nodes that share it can finish each other's attempts */
    public AttemptSeal(byte[] key) {
        this.key = key.clone();
    }

    public String seal(Attempt attempt) {
        Map<String, Object> content = Map.of(
                "s", attempt.state(),
                "n", attempt.nonce(),
                "v", attempt.verifier(),
                "u", attempt.redirectUri().toString(),
                "r", attempt.returnTo(),
                "t", attempt.started().toEpochMilli());
        JWEObject sealed =
                new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(content));
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
        return sealed.serialize();
    }

    /** Empty when it was not sealed with this key, was changed since, or is over. */
    public Optional<Attempt> open(String sealed, Instant now) {
        try {
            JWEObject object = JWEObject.parse(sealed);
            object.decrypt(new DirectDecrypter(key));
            return Optional.of(attempt(object.getPayload().toJSONObject())).filter(attempt -> !attempt.isOver(now));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static Attempt attempt(Map<String, Object> content) {
        return new Attempt(
                (String) content.get("s"),
                (String) content.get("n"),
                (String) content.get("v"),
                URI.create((String) content.get("u")),
                (String) content.get("r"),
                Instant.ofEpochMilli(((Number) content.get("t")).longValue()));
    }
}
