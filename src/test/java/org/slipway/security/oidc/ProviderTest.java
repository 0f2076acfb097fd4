package org.slipway.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.TestProvider;

class ProviderTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static TestProvider there;

    private final AtomicLong clock = new AtomicLong();
    private Provider provider;

    @BeforeAll
    static void start() {
        there = TestProvider.start();
    }

    @AfterAll
    static void stop() {
        there.close();
    }

    @BeforeEach
    void reset() {
        there.reset();
        provider = new Provider(there.issuer(), clock::get);
    }

    @Test
    void nobodyIsAskedBeforeItIsNeeded() {
        assertThat(provider.known()).isEmpty();
        assertThat(there.requests(DISCOVERY)).isZero();
    }

    @Test
    void whatItSaysIsReadAgainNowAndThen() throws SignInException {
        provider.metadata();
        later(Duration.ofMinutes(9));
        provider.metadata();
        assertThat(there.requests(DISCOVERY)).isEqualTo(1);

        later(Duration.ofMinutes(2));
        provider.metadata();
        assertThat(there.requests(DISCOVERY)).isEqualTo(2);
    }

    @Test
    void whatWasReadIsUsedWhileItIsDown() throws SignInException {
        provider.metadata();
        later(Duration.ofHours(1));
        there.off();

        assertThat(provider.metadata().getIssuer().getValue()).isEqualTo(there.issuer());
    }

    @Test
    void aBrowserIsOnlySentThereWhenItAnsweredJustNow() throws SignInException {
        provider.reachable();
        later(Duration.ofSeconds(6));
        there.off();

        assertThat(failure()).isEqualTo(SignInFailure.PROVIDER_UNREACHABLE);
    }

    @Test
    void itIsNotAskedAgainAtOnceAfterItFailed() {
        there.off();
        failure();
        there.on();

        assertThat(failure()).isEqualTo(SignInFailure.PROVIDER_UNREACHABLE);
        later(Duration.ofSeconds(2));
        assertThat(failure()).isNull();
    }

    @Test
    void anotherIssuerThanTheOneThatIsSetIsRefused() {
        there.metadata(with("issuer", "https://evil.example"));

        assertThat(failure()).isEqualTo(SignInFailure.PROVIDER_MISCONFIGURED);
    }

    @Test
    void aDocumentWithoutKeysIsRefused() {
        there.metadata(metadata -> {
            Map<String, Object> rest = new HashMap<>(metadata);
            rest.remove("token_endpoint");
            return rest;
        });

        assertThat(failure()).isEqualTo(SignInFailure.PROVIDER_MISCONFIGURED);
    }

    @Test
    void anEndlessDocumentIsNotReadToItsEnd() {
        there.metadata(with("padding", "x".repeat(600 * 1024)));

        assertThat(failure()).isEqualTo(SignInFailure.PROVIDER_UNREACHABLE);
    }

    @Test
    void symmetricSignaturesAndNoneAreNotAllowedHoweverTheyAreAnnounced() {
        there.metadata(with("id_token_signing_alg_values_supported", List.of("HS256", "none")));

        SignInException refused = catchThrowableOfType(SignInException.class, () -> provider.keySelector());
        assertThat(refused.failure()).isEqualTo(SignInFailure.PROVIDER_MISCONFIGURED);
    }

    private void later(Duration duration) {
        clock.addAndGet(duration.toNanos());
    }

    /** Null when it can be reached. */
    private SignInFailure failure() {
        SignInException refused = catchThrowableOfType(SignInException.class, () -> provider.reachable());
        return refused == null ? null : refused.failure();
    }

    private static UnaryOperator<Map<String, Object>> with(String name, Object value) {
        return metadata -> {
            Map<String, Object> all = new HashMap<>(metadata);
            all.put(name, value);
            return all;
        };
    }
}
