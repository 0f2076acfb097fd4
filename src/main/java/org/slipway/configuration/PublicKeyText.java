package org.slipway.configuration;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Public keys in every form of MicroProfile JWT 2.1, "Supported Public Key Formats": PEM, JWK, JWKS, and Base64 of these. */
public final class PublicKeyText {
    private static final String VALID =
            "a public key as PEM (BEGIN PUBLIC KEY), JWK or JWKS, or one of these in Base64,"
                    + " RSA of 2048 bits or more, or EC on P-256, P-384 or P-521";
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private PublicKeyText() {}

    /**
     * @return the keys that can check a signature, one or more; others in a JWKS, such as those for encryption, are left out
     * @throws IllegalArgumentException whose message says what would be valid, also for a private or shared key: such a one
     *     must not lie about where public ones are kept
     */
    public static JWKSet parse(String text) {
        JWKSet all = read(text.strip(), true);
        if (all.getKeys().stream().anyMatch(key -> key.isPrivate() || key.getKeyType() == KeyType.OCT)) {
            throw new PrivateValueException(
                    VALID + "; this one is private or shared, and whoever has read it can make tokens");
        }
        List<JWK> usable =
                all.getKeys().stream().filter(PublicKeyText::canVerify).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(VALID);
        }
        return new JWKSet(usable);
    }

    private static JWKSet read(String text, boolean mayBeEncoded) {
        if (text.startsWith("-----BEGIN")) {
            return new JWKSet(pem(text));
        }
        if (text.startsWith("{")) {
            return json(text);
        }
        if (mayBeEncoded && !text.isEmpty()) {
            return read(decoded(text), false);
        }
        throw new IllegalArgumentException(VALID);
    }

    private static JWK pem(String text) {
        if (text.contains("PRIVATE KEY")) {
            throw new PrivateValueException(VALID + "; this one is private, and whoever has read it can make tokens");
        }
        String body = text.replaceFirst("(?s)^-----BEGIN PUBLIC KEY-----(.*?)-----END PUBLIC KEY-----$", "$1");
        try {
            X509EncodedKeySpec encoded =
                    new X509EncodedKeySpec(Base64.getDecoder().decode(body.replaceAll("\\s", "")));
            return encoded(encoded);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(VALID, e);
        }
    }

    /** The encoding says which algorithm it is of, but Java has no factory that would look. */
    private static JWK encoded(X509EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return new RSAKey.Builder(
                            (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(encoded))
                    .build();
        } catch (InvalidKeySpecException notRsa) {
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded);
            return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
        }
    }

    private static JWKSet json(String text) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text);
            return json.containsKey("keys") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(VALID, e);
        }
    }

    private static String decoded(String text) {
        try {
            String standard = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
            return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(VALID, e);
        }
    }

    private static boolean canVerify(JWK key) {
        if (KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
            return false;
        }
        return key instanceof RSAKey rsa
                ? rsa.size() >= LEAST_RSA_BITS
                : key instanceof ECKey ec && CURVES.contains(ec.getCurve());
    }
}
