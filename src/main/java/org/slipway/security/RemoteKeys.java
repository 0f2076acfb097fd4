package org.slipway.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import org.slipway.configuration.PublicKeyText;
import org.slipway.security.oidc.ProviderHttp;

/**
 * Keys at an address. They are fetched when the first token comes, every few minutes, and at once when a token names a key
 * that is not among them, so that the issuer can change keys without anybody here noticing; but never more than twice in ten
 * seconds, whatever tokens come. While the issuer is down, those fetched last count for a day.
 */
final class RemoteKeys implements TokenKeys {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_IN_OUTAGE = Duration.ofDays(1);
    private static final Duration TWO_FETCHES_WITHIN = Duration.ofSeconds(10);

    private final JWKSource<SecurityContext> keys;
    private volatile boolean known;

    /** Where they are; asked before each fetch, because an issuer's own document may say it. */
    @FunctionalInterface
    interface Address {
        URI get() throws IOException;
    }

    RemoteKeys(Address address) {
        this(address, KEPT, TWO_FETCHES_WITHIN);
    }

    RemoteKeys(Address address, Duration kept, Duration twoFetchesWithin) {
        keys = JWKSourceBuilder.create(new Fetch(address, new ProviderHttp()))
                .cache(kept.toMillis(), ProviderHttp.ANSWER.multipliedBy(2).toMillis())
                // it would start threads of its own
                .refreshAheadCache(false)
                .rateLimited(twoFetchesWithin.toMillis())
                .outageTolerant(KEPT_IN_OUTAGE.toMillis())
                .build();
    }

    private record Fetch(Address address, ProviderHttp http) implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
                throws KeySourceException {
            try {
                return PublicKeyText.parse(http.get(address.get()));
            } catch (IOException | IllegalArgumentException e) {
                throw new JWKSetUnavailableException("no keys: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    @Override
    public List<? extends Key> of(JWSHeader header) throws UnavailableException {
        try {
            List<JWK> found = keys.get(KeyChoice.selector(header), null);
            known = true;
            return KeyChoice.publicKeys(found);
        } catch (RateLimitReachedException e) {
            // an unknown key once more, seconds after the last look
            if (known) {
                return List.of();
            }
            throw new UnavailableException(e);
        } catch (KeySourceException e) {
            throw new UnavailableException(e);
        }
    }
}
