package org.slipway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;

/** Which keys of a set may have signed a token: of the algorithm's type, for signatures, and of the named id if they have one. */
final class KeyChoice {
    private KeyChoice() {}

    /** Of keys that do not change. */
    static TokenKeys among(JWKSet keys) {
        return header -> publicKeys(selector(header).select(keys));
    }

    static JWKSelector selector(JWSHeader header) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        JWKMatcher.Builder wanted = new JWKMatcher.Builder()
                .keyType(KeyType.forAlgorithm(algorithm))
                .keyUses(KeyUse.SIGNATURE, null)
                .algorithms(algorithm, null);
        if (header.getKeyID() != null) {
            wanted.keyIDs(header.getKeyID(), null);
        }
        if (JWSAlgorithm.Family.EC.contains(algorithm)) {
            wanted.curves(Curve.forJWSAlgorithm(algorithm));
        }
        return new JWKSelector(wanted.build());
    }

    static List<? extends Key> publicKeys(List<JWK> keys) {
        return keys.stream()
                .filter(AsymmetricJWK.class::isInstance)
                .map(key -> publicKey((AsymmetricJWK) key))
                .toList();
    }

    private static PublicKey publicKey(AsymmetricJWK key) {
        try {
            return key.toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was read can't be used", e);
        }
    }
}
