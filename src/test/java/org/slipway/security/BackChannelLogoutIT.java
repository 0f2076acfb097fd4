package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestBrowser;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** The identity provider ends sessions, and others try to. */
class BackChannelLogoutIT {
    private static final JOSEObjectType TYPE = new JOSEObjectType("logout+jwt");
    private static int sessions;

    private static TestConsole console;
    private static TestProvider provider;
    private TestBrowser browser;
    private String sid;

    @BeforeAll
    static void start() {
        console = TestConsole.sharedOidc();
        provider = TestProvider.shared();
    }

    @BeforeEach
    void signIn() {
        provider.reset();
        sid = "session-" + ++sessions;
        browser = signedIn(sid);
    }

    private static TestBrowser signedIn(String sid) {
        provider.user("carol", Map.of("groups", List.of("admin"), "sid", sid));
        TestBrowser browser = new TestBrowser(console);
        assertThat(browser.open("/admin").status()).isEqualTo(200);
        return browser;
    }

    @Test
    void theProviderEndsOneSessionAndNoOther() {
        TestBrowser other = signedIn(sid + "-other");
        Answer answer = send(logoutToken(claims -> claims));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.get("/admin").status()).isEqualTo(302);
        assertThat(other.get("/admin").status()).isEqualTo(200);
    }

    @Test
    void theProviderEndsAllSessionsOfSomebody() {
        TestBrowser other = signedIn(sid + "-other");
        Answer answer = send(logoutToken(claims -> claims.claim("sid", null).subject("carol")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.get("/admin").status()).isEqualTo(302);
        assertThat(other.get("/admin").status()).isEqualTo(302);
        assertThat(browser.open("/admin").status()).isEqualTo(200);
    }

    @Test
    void aLogoutTokenOfTheGeneralTypeIsTakenToo() {
        String token = provider.sign(
                provider.header(JOSEObjectType.JWT),
                provider.logoutClaims().claim("sid", sid).build());

        assertThat(send(token).status()).isEqualTo(200);
        assertThat(browser.get("/admin").status()).isEqualTo(302);
    }

    @Test
    void aLogoutTokenWorksOnce() {
        String token = logoutToken(claims -> claims.claim("sid", null).subject("carol"));
        send(token);
        browser.open("/admin");

        assertRefused(token);
    }

    @Test
    void aLogoutTokenOfAnotherIssuerIsRefused() {
        assertRefused(logoutToken(claims -> claims.issuer("https://evil.example")));
    }

    @Test
    void aLogoutTokenForAnotherClientIsRefused() {
        assertRefused(logoutToken(claims -> claims.audience("another")));
    }

    @Test
    void aLogoutTokenWithoutTheEventIsRefused() {
        assertRefused(logoutToken(claims -> claims.claim("events", null)));
    }

    @Test
    void aLogoutTokenWithANonceIsRefusedBecauseItMayBeAnIdToken() {
        assertRefused(logoutToken(claims -> claims.claim("nonce", "n")));
    }

    @Test
    void anIdTokenIsNoLogoutToken() {
        assertRefused(provider.sign(provider.claims("carol")
                .audience(TestProvider.CLIENT_ID)
                .claim("sid", sid)
                .build()));
    }

    @Test
    void aLogoutTokenForNobodyIsRefused() {
        assertRefused(logoutToken(claims -> claims.claim("sid", null)));
    }

    @Test
    void aLogoutTokenWithoutIdIsRefused() {
        assertRefused(logoutToken(claims -> claims.jwtID(null)));
    }

    @Test
    void anExpiredLogoutTokenIsRefused() {
        assertRefused(logoutToken(claims -> claims.expirationTime(secondsFromNow(-120))));
    }

    @Test
    void anOldLogoutTokenIsRefused() {
        assertRefused(logoutToken(claims -> claims.issueTime(secondsFromNow(-3600))));
    }

    @Test
    void aLogoutTokenFromTheFutureIsRefused() {
        assertRefused(
                logoutToken(claims -> claims.issueTime(secondsFromNow(600)).expirationTime(secondsFromNow(900))));
    }

    @Test
    void anUnsignedLogoutTokenIsRefused() {
        assertRefused(new PlainJWT(provider.logoutClaims().claim("sid", sid).build()).serialize());
    }

    @Test
    void aLogoutTokenOfAnotherKeyIsRefused() {
        assertRefused(TestProvider.sign(
                TestProvider.newKey(),
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(TYPE)
                        .keyID(provider.key().getKeyID())
                        .build(),
                provider.logoutClaims().claim("sid", sid).build()));
    }

    @Test
    void whatIsNoTokenAtAllIsRefused() {
        assertRefused("x.y.z");
        assertRefused("");
        assertRefused("a".repeat(100_000));
    }

    private void assertRefused(String token) {
        Answer answer = send(token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().getString("detail")).isEqualTo("The logout token is not accepted.");
        assertThat(browser.get("/admin").status()).isEqualTo(200);
    }

    private String logoutToken(UnaryOperator<JWTClaimsSet.Builder> change) {
        return provider.sign(
                provider.header(TYPE),
                change.apply(provider.logoutClaims().claim("sid", sid)).build());
    }

    /** With the header that would betray a browser of another site. */
    private static Answer send(String token) {
        return console.send(console.request("/oidc/back-channel-logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", provider.issuer())
                .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token)));
    }

    private static Date secondsFromNow(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
