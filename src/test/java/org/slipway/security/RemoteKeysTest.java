package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slipway.security.oidc.ProviderHttp;
import org.slipway.testing.TestProvider;

class RemoteKeysTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final TestProvider provider = TestProvider.start();
    private final RemoteKeys keys = remote(LONG, LONG.minusMinutes(1));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void keysAreFetchedOnce() throws Exception {
        assertThat(keys.of(current())).isEqualTo(publicKey());
        assertThat(keys.of(current())).isEqualTo(publicKey());
        assertThat(provider.requests("/jwks")).isOne();
    }

    @Test
    void nothingIsFetchedBeforeTheFirstToken() {
        assertThat(provider.requests("/jwks")).isZero();
    }

    @Test
    void aNewKeyIsFoundAtOnce() throws Exception {
        keys.of(current());
        provider.rotateKeys();

        assertThat(keys.of(current())).isEqualTo(publicKey());
    }

    @Test
    void aKeyThatTheIssuerTookBackIsForgotten() throws Exception {
        JWSHeader old = current();
        keys.of(old);
        provider.rotateKeys();
        keys.of(current());

        assertThat(keys.of(old)).isEmpty();
    }

    @Test
    void unknownKeysAskTheIssuerTwiceAtMost() throws Exception {
        keys.of(current());
        for (int i = 0; i < 100; i++) {
            assertThat(keys.of(header("unknown " + i))).isEmpty();
        }

        assertThat(provider.requests("/jwks")).isEqualTo(2);
        assertThat(keys.of(current())).isEqualTo(publicKey());
    }

    @Test
    void keysOnceFetchedCountWhileTheIssuerIsDown() throws Exception {
        RemoteKeys shortLived = remote(Duration.ofMillis(2), Duration.ofMillis(1));
        shortLived.of(current());
        provider.off();

        assertThat(shortLived.of(current())).isEqualTo(publicKey());
        assertThat(shortLived.of(header("unknown"))).isEmpty();
    }

    @Test
    void keysThatWereNeverFetchedAreUnavailableNotWrong() {
        provider.off();

        assertThatThrownBy(() -> keys.of(current())).isInstanceOf(TokenKeys.UnavailableException.class);
        assertThatThrownBy(() -> keys.of(current())).isInstanceOf(TokenKeys.UnavailableException.class);
        assertThatThrownBy(() -> keys.of(current())).isInstanceOf(TokenKeys.UnavailableException.class);
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() throws Exception {
        assertThatThrownBy(() -> fetch(out -> {
                    byte[] block = new byte[64 * 1024];
                    for (int i = 0; i < 100; i++) {
                        out.write(block);
                    }
                }))
                .hasMessageEndingWith("the answer is longer than 524288 bytes");
    }

    @Test
    void anAnswerThatDripsIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> fetch(out -> {
                    for (int i = 0; i < 200; i++) {
                        out.write('x');
                        out.flush();
                        never.await(50, TimeUnit.MILLISECONDS);
                    }
                }))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
    }

    private interface Body {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    private static String fetch(Body body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                body.write(exchange.getResponseBody());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            return new ProviderHttp(Duration.ofSeconds(1)).get(address);
        } finally {
            server.stop(0);
        }
    }

    private RemoteKeys remote(Duration kept, Duration twoFetchesWithin) {
        return new RemoteKeys(() -> URI.create(provider.issuer() + "/jwks"), kept, twoFetchesWithin);
    }

    private JWSHeader current() {
        return provider.header(JOSEObjectType.JWT);
    }

    private List<? extends Key> publicKey() throws Exception {
        return List.of(provider.key().toRSAPublicKey());
    }

    private static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    }
}
