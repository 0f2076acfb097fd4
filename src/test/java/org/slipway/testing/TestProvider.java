package org.slipway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The tests' own OpenID provider, on loopback. It signs in whoever {@link #user} names, without asking, and is strict with
 * its clients: PKCE by S256, client authentication, the same redirect address at both endpoints, codes that work once.
 *
 * <p>A test spoils one thing at a time; {@link #reset} makes everything good again. It calls itself {@code localhost}, so
 * that to a browser it is another site than the console at {@code 127.0.0.1}.
 */
public final class TestProvider implements AutoCloseable {
    public static final String CLIENT_ID = "slipway console";

    /** With characters that RFC 6749 wants encoded before they go into the Basic header. */
    public static final String CLIENT_SECRET = "s3cret:of%the/console+ü";

    /** The audience of {@link #apiClaims}. */
    public static final String API_AUDIENCE = "slipway-api";

    private static final int KEY_BITS = 2048;
    private static final int LIFETIME_SECONDS = 60;
    private static TestProvider shared;

    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String issuer;
    private final int port;
    private HttpServer server;
    volatile RSAKey key;
    volatile Good good;
    volatile Map<String, String> lastAuthorization = Map.of();
    volatile Map<String, String> lastEndOfSession = Map.of();

    /** What it does; all of it can be replaced. */
    static final class Good {
        volatile String user = "alice";
        volatile Map<String, Object> claims = Map.of("groups", List.of("admin"), "preferred_username", "alice");
        volatile Map<String, Object> userInfo = Map.of();
        volatile UnaryOperator<JWTClaimsSet.Builder> idToken = UnaryOperator.identity();
        volatile Function<JWTClaimsSet, String> idTokenSigner;
        volatile Function<String, String> accessToken = subject -> "opaque";
        volatile UnaryOperator<Map<String, String>> answer = UnaryOperator.identity();
        volatile UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();
        volatile boolean asks;
    }

    private TestProvider() throws IOException, JOSEException {
        key = newKey();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
        issuer = "http://localhost:" + port;
        reset();
        begin();
    }

    public static TestProvider start() {
        try {
            return new TestProvider();
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("no provider", e);
        }
    }

    /** The one of {@link TestConsole#sharedOidc}. */
    public static synchronized TestProvider shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** What a console needs to know of it. */
    public Map<String, String> settings() {
        return Map.of(
                "slipway.auth.mode", "oidc",
                "slipway.auth.oidc.issuer", issuer,
                "slipway.auth.oidc.client-id", CLIENT_ID,
                "slipway.auth.oidc.client-secret", CLIENT_SECRET);
    }

    /** Everything as it was at the start, but for the keys. */
    public void reset() {
        good = new Good();
        good.idTokenSigner = this::sign;
        requests.clear();
        on();
    }

    /** Who will be signed in, and the claims of the ID token beside those that it must have. */
    public void user(String subject, Map<String, Object> claims) {
        good.user = subject;
        good.claims = Map.copyOf(claims);
    }

    /** What the user info endpoint tells beside the subject. */
    public void userInfo(Map<String, Object> claims) {
        good.userInfo = Map.copyOf(claims);
    }

    /** Changes the ID token before it is signed. */
    public void idToken(UnaryOperator<JWTClaimsSet.Builder> change) {
        good.idToken = change;
    }

    /** Signs ID tokens instead of its own key. */
    public void idTokenSigner(Function<JWTClaimsSet, String> signer) {
        good.idTokenSigner = signer;
    }

    /** From the subject; {@code opaque} for everybody when it is not set. */
    public void accessToken(Function<String, String> issue) {
        good.accessToken = issue;
    }

    /** Changes the parameters with which the browser is sent back: {@code code}, {@code state} and {@code iss}. */
    public void answer(UnaryOperator<Map<String, String>> change) {
        good.answer = change;
    }

    /** Sends the browser back with an error. */
    public void refuse(String error, String description) {
        answer(parameters -> {
            Map<String, String> refusal = new HashMap<>(parameters);
            refusal.remove("code");
            refusal.put("error", error);
            refusal.put("error_description", description);
            return refusal;
        });
    }

    /** Changes the document at {@code /.well-known/openid-configuration}. */
    public void metadata(UnaryOperator<Map<String, Object>> change) {
        good.metadata = change;
    }

    /** True to show a form before anybody is signed in or out, as real providers do. */
    public void asks(boolean asks) {
        good.asks = asks;
    }

    /** From now on a new key; the one before is not told any more. */
    public void rotateKeys() {
        key = newKey();
    }

    /** Nobody answers at its address. */
    public synchronized void off() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    public synchronized void on() {
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                begin();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void begin() {
        server.setExecutor(threads);
        new TestProviderEndpoints(this).register(server);
        server.start();
    }

    /** How often a path was asked for since the last {@link #reset}. */
    public int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    void count(String path) {
        requests.computeIfAbsent(path, none -> new AtomicInteger()).incrementAndGet();
    }

    /** Parameters of the last request for a sign-in. */
    public Map<String, String> lastAuthorization() {
        return new TreeMap<>(lastAuthorization);
    }

    /** Parameters of the last request to end a session here. */
    public Map<String, String> lastEndOfSession() {
        return new TreeMap<>(lastEndOfSession);
    }

    public String issuer() {
        return issuer;
    }

    /** The current one, with its private part. */
    public RSAKey key() {
        return key;
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** Issuer, subject, times and {@code jti} as they should be. */
    public JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)));
    }

    /** A good access token for the API of alice, who is an admin. */
    public JWTClaimsSet.Builder apiClaims() {
        return claims("alice").audience(API_AUDIENCE).claim("upn", "alice").claim("groups", List.of("admin"));
    }

    /** A good logout token, but for {@code sub} and {@code sid}. */
    public JWTClaimsSet.Builder logoutClaims() {
        return claims(null)
                .audience(CLIENT_ID)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    /** By its current key with RS256, of type {@code JWT}. */
    public String sign(JWTClaimsSet claims) {
        return sign(header(JOSEObjectType.JWT), claims);
    }

    /** RS256 and the current key. */
    public JWSHeader header(JOSEObjectType type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(type)
                .keyID(key.getKeyID())
                .build();
    }

    /** By its current key, whatever the header says of it. */
    public String sign(JWSHeader header, JWTClaimsSet claims) {
        return sign(key, header, claims);
    }

    public static String sign(RSAKey key, JWSHeader header, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("can't sign with " + header, e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        off();
        threads.shutdownNow();
    }
}
