package org.slipway.security;

import com.nimbusds.jose.JWSHeader;
import java.security.Key;
import java.util.List;

/**
 * The keys that an issuer signs with. A token's header may say which of them it was ({@code kid}), and nothing else: keys and
 * addresses of keys that it brings itself ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) are never looked at.
 */
@FunctionalInterface
interface TokenKeys {
    /**
     * Those that may have made the signature; empty when there is none.
     *
     * @throws UnavailableException when nobody knows, because they can't be fetched and never were
     */
    List<? extends Key> of(JWSHeader header) throws UnavailableException;

    /** The issuer's keys are out of reach: the token may be good, nobody can say. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
