package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.security.BearerRequests.ADDRESS;
import static org.slipway.security.BearerRequests.RUN;
import static org.slipway.security.BearerRequests.alice;
import static org.slipway.security.BearerRequests.assertForbidden;
import static org.slipway.security.BearerRequests.assertNotVerified;
import static org.slipway.security.BearerRequests.assertProblem;
import static org.slipway.security.BearerRequests.assertRefused;
import static org.slipway.security.BearerRequests.at;
import static org.slipway.security.BearerRequests.bearer;
import static org.slipway.security.BearerRequests.get;
import static org.slipway.security.BearerRequests.good;
import static org.slipway.security.BearerRequests.request;
import static org.slipway.security.BearerRequests.sign;
import static org.slipway.security.BearerRequests.viewer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import jakarta.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** The API and an identity provider's tokens: which it takes, and what it says to the others. */
class BearerIT {
    private static TestProvider provider;
    private static TestConsole console;

    @BeforeAll
    static void start() {
        provider = TestProvider.shared();
        console = TestConsole.sharedOidc();
    }

    @BeforeEach
    void reset() {
        provider.reset();
        console.reset();
    }

    @Test
    void aGoodTokenOpensTheApiAndIsInjected() {
        Instant end = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);

        Answer answer = get(sign(provider.apiClaims().expirationTime(Date.from(end))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("name", "alice")
                        .add("roles", Json.createArrayBuilder().add("admin"))
                        .add("issuer", provider.issuer())
                        .add("expiresAt", end.toString())
                        .build());
    }

    @Test
    void eachRequestIsItsOwnCallers() {
        Answer alice = get(good());
        Answer vera = get(sign(viewer()));

        assertThat(alice.json().getString("name")).isEqualTo("alice");
        assertThat(vera.json().getString("name")).isEqualTo("vera");
        assertThat(vera.json().getJsonArray("roles").toString()).isEqualTo("[\"viewer\"]");
    }

    @Test
    void anAdminsTokenRunsMigrations() {
        console.write("V1__t.sql", "CREATE TABLE t (id int);");

        Answer answer = console.send(bearer(RUN + "?wait=30s", good()).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getString("requestedBy")).isEqualTo("alice");
        assertThat(answer.json().getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aViewersTokenLooksAndChangesNothing() {
        String token = sign(viewer());

        assertThat(console.send(bearer(RUN, token)).status()).isEqualTo(200);
        assertForbidden(
                console.send(bearer(RUN, token).POST(HttpRequest.BodyPublishers.noBody())),
                "The bearer token is good, but its roles do not allow this.",
                RUN);
    }

    @Test
    void aTokenWithoutARoleHereIsForbidden() {
        assertForbidden(
                get(sign(provider.apiClaims().claim("groups", List.of("everybody")))),
                "The bearer token is good, but it gives none of the roles admin and viewer here.",
                ADDRESS);
    }

    @Test
    void withoutATokenThereIsAChallengeAndTheWayToAToken() {
        Answer answer = console.send(request(ADDRESS));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"slipway\"");
        assertProblem(
                answer,
                "about:blank",
                401,
                "Unauthorized",
                "Send an access token that " + provider.issuer() + " issued for slipway-api as bearer token.",
                ADDRESS);
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertRefused(
                sign(provider.apiClaims().expirationTime(at("2026-01-02T03:04:05Z"))),
                "token-expired",
                "The bearer token expired at 2026-01-02T03:04:05Z.");
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        Answer answer = get(
                sign(provider.apiClaims().notBeforeTime(Date.from(Instant.now().plusSeconds(30)))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("type")).isEqualTo("urn:slipway:problem:token-not-yet-valid");
        assertThat(answer.json().getString("detail")).startsWith("The bearer token is not valid before 2");
    }

    @Test
    void aTokenOfAnotherIssuerWithTheSameKeyIsRefused() {
        assertRefused(
                sign(provider.apiClaims().issuer("https://login.example.org")),
                "token-other-issuer",
                "The bearer token's issuer (iss) is not the one this console trusts, " + provider.issuer() + ".");
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(
                sign(provider.apiClaims().audience("another-api")),
                "token-other-audience",
                "The bearer token was issued for another audience (aud); this console is slipway-api.");
    }

    @Test
    void aTokenWithoutAnAudienceIsRefused() {
        assertRefused(
                sign(provider.apiClaims().audience((String) null)),
                "token-other-audience",
                "The bearer token was issued for another audience (aud); this console is slipway-api.");
    }

    @Test
    void aTokenWithoutAnEndIsRefused() {
        assertRefused(
                sign(provider.apiClaims().expirationTime(null)),
                "token-incomplete",
                "The bearer token has no end (exp).");
    }

    @Test
    void tokensComeFromTheProviderAndNotFromHere() {
        Answer answer = console.send(request("/auth/token")
                .header("Authorization", TestConsole.basic(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD))
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail"))
                .isEqualTo("Accounts are the identity provider's, and so are tokens. Send an access token that "
                        + provider.issuer() + " issued for slipway-api as bearer token.");
    }

    /** The issuer takes a new key; the old one does not count any more. */
    @Test
    void aNewKeyOfTheIssuerIsFoundAndTheOldOneForgotten() {
        String old = good();
        assertThat(get(old).status()).isEqualTo(200);
        provider.rotateKeys();

        Await.until(Duration.ofSeconds(20), () -> get(good()), answer -> answer.status() == 200);

        assertNotVerified(old);
    }

    @Test
    void whileTheIssuerIsDownItsKeysStillCount() {
        assertThat(get(good()).status()).isEqualTo(200);
        provider.off();

        assertThat(get(good()).status()).isEqualTo(200);
        assertNotVerified(provider.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), alice()));
    }

    @Test
    void aLocalConsoleTakesTheTokensOfAnotherIssuerAsSoonAsItsKeysCanBeFetched() {
        try (TestProvider down = TestProvider.start();
                TestConsole other = TestConsole.start(Map.of(
                        "mp.jwt.verify.issuer",
                        down.issuer(),
                        "mp.jwt.verify.publickey.location",
                        down.issuer() + "/jwks",
                        "mp.jwt.verify.audiences",
                        TestProvider.API_AUDIENCE))) {
            down.off();
            Answer answer = other.send(other.request(ADDRESS)
                    .version(HttpClient.Version.HTTP_1_1)
                    .header(
                            "Authorization",
                            "Bearer " + down.sign(down.apiClaims().build())));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("10");
            assertProblem(
                    answer,
                    "urn:slipway:problem:issuer-unavailable",
                    503,
                    "Service Unavailable",
                    "The keys of the tokens' issuer can't be fetched now, so no token can be checked. Try again.",
                    ADDRESS);

            down.on();
            Await.until(
                    Duration.ofSeconds(30),
                    () -> other.send(other.request(ADDRESS)
                            .version(HttpClient.Version.HTTP_1_1)
                            .header(
                                    "Authorization",
                                    "Bearer " + down.sign(down.apiClaims().build()))),
                    seen -> seen.status() == 200);
            assertThat(other.get(ADDRESS).json().getString("issuer")).isEqualTo("urn:slipway:local");
        }
    }
}
