package org.slipway.security.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the identity provider says of itself, and its keys. Read when it is needed and not at the start, so that the console
 * is up while the provider is down; read again now and then, because addresses and keys change.
 *
 * <p>Any number of threads may ask; one of them reads.
 */
public final class Provider {
    /** HMAC is not among them: the key would be the client's secret, or worse, a public key. */
    private static final Set<JWSAlgorithm> ALLOWED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Logger LOG = Logger.getLogger(Provider.class.getName());
    private static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration FAILED_JUST_NOW = Duration.ofSeconds(1);
    private static final long KEYS_KEPT_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long KEYS_READING_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long KEYS_KEPT_WHILE_DOWN_MILLIS = Duration.ofHours(4).toMillis();
    private static final long KEYS_BETWEEN_READINGS_MILLIS = 1_000;

    private final ProviderHttp http = new ProviderHttp();
    private final String issuer;
    private final LongSupplier nanoTime;
    private volatile Reading last;
    private volatile FailedReading lastFailure;

    private record Reading(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, long at) {}

    private record FailedReading(SignInException failure, long at) {}

    public Provider(String issuer) {
        this(issuer, System::nanoTime);
    }

    Provider(String issuer, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.nanoTime = nanoTime;
    }

    public String issuer() {
        return issuer;
    }

    /** Never asks; empty before the first reading. */
    public Optional<OIDCProviderMetadata> known() {
        return Optional.ofNullable(last).map(Reading::metadata);
    }

    /** May be some minutes old, and older while the provider is down. */
    public OIDCProviderMetadata metadata() throws SignInException {
        return reading().metadata();
    }

    /**
     * Read a moment ago, for when a browser is to be sent there: better a page of ours that says that the provider is down
     * than one of the browser's.
     */
    public OIDCProviderMetadata reachable() throws SignInException {
        return read(FRESH).metadata();
    }

    /**
     * The key for a token's signature: by an algorithm that the provider announces and that is allowed here. Keys are read again
     * when a token names one that is not known, though not without limit.
     */
    JWSVerificationKeySelector<SecurityContext> keySelector() throws SignInException {
        Reading reading = reading();
        List<JWSAlgorithm> announced = reading.metadata().getIDTokenJWSAlgs();
        Set<JWSAlgorithm> algorithms =
                new HashSet<>(announced == null || announced.isEmpty() ? Set.of(JWSAlgorithm.RS256) : announced);
        algorithms.retainAll(ALLOWED);
        if (algorithms.isEmpty()) {
            throw new SignInException(
                    SignInFailure.PROVIDER_MISCONFIGURED,
                    "none of the signatures that the provider announces is allowed here: " + announced);
        }
        return new JWSVerificationKeySelector<>(algorithms, reading.keys());
    }

    private Reading reading() throws SignInException {
        try {
            return read(READ_AGAIN_AFTER);
        } catch (SignInException e) {
            Reading old = last;
            if (old == null) {
                throw e;
            }
            LOG.log(Level.WARNING, () -> "Going on with what the identity provider said before: " + e.getMessage());
            return old;
        }
    }

    private Reading read(Duration maxAge) throws SignInException {
        Reading present = last;
        return present != null && isYounger(present.at(), maxAge) ? present : readOnce(maxAge);
    }

    /** Those who waited for the one who reads take what came of it, also when it was a failure. */
    private synchronized Reading readOnce(Duration maxAge) throws SignInException {
        Reading present = last;
        if (present != null && isYounger(present.at(), maxAge)) {
            return present;
        }
        FailedReading failed = lastFailure;
        if (failed != null && isYounger(failed.at(), FAILED_JUST_NOW)) {
            throw failed.failure();
        }
        try {
            last = readNow(present);
            return last;
        } catch (SignInException e) {
            lastFailure = new FailedReading(e, nanoTime.getAsLong());
            throw e;
        }
    }

    private boolean isYounger(long at, Duration age) {
        return nanoTime.getAsLong() - at < age.toNanos();
    }

    private Reading readNow(Reading before) throws SignInException {
        try {
            URI address = OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toURI();
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(http.get(address));
            check(metadata);
            boolean sameKeys =
                    before != null && before.metadata().getJWKSetURI().equals(metadata.getJWKSetURI());
            return new Reading(
                    metadata, sameKeys ? before.keys() : keys(metadata.getJWKSetURI()), nanoTime.getAsLong());
        } catch (IOException e) {
            throw new SignInException(
                    SignInFailure.PROVIDER_UNREACHABLE, "no answer from " + issuer + ": " + e.getMessage(), e);
        } catch (GeneralException | java.net.URISyntaxException | IllegalArgumentException e) {
            throw new SignInException(
                    SignInFailure.PROVIDER_MISCONFIGURED, issuer + " says what can't be read: " + e.getMessage(), e);
        }
    }

    private void check(OIDCProviderMetadata metadata) throws SignInException {
        if (!metadata.getIssuer().getValue().equals(issuer)) {
            throw new SignInException(
                    SignInFailure.PROVIDER_MISCONFIGURED,
                    "slipway.auth.oidc.issuer is " + issuer + ", but the provider calls itself "
                            + metadata.getIssuer());
        }
        boolean complete = Arrays.asList(
                        metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI())
                .stream()
                .allMatch(this::isAsSafeAsTheIssuer);
        if (!complete) {
            throw new SignInException(
                    SignInFailure.PROVIDER_MISCONFIGURED,
                    "the provider has no addresses for authorization, token and keys, or unsafe ones");
        }
    }

    private boolean isAsSafeAsTheIssuer(URI endpoint) {
        return endpoint != null
                && (Objects.equals(endpoint.getScheme(), "https")
                        || Objects.equals(endpoint.getScheme(), "http") && issuer.startsWith("http:"));
    }

    private JWKSource<SecurityContext> keys(URI address) throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(address.toURL(), http)
                .cache(KEYS_KEPT_MILLIS, KEYS_READING_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(KEYS_BETWEEN_READINGS_MILLIS)
                .outageTolerant(KEYS_KEPT_WHILE_DOWN_MILLIS)
                .build();
    }

    ProviderHttp http() {
        return http;
    }
}
