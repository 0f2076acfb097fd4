package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.security.oidc.Attempt;
import org.slipway.security.oidc.AttemptSeal;
import org.slipway.testing.Answer;
import org.slipway.testing.TestBrowser;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** Attacks on signing in at an identity provider. Each spoils one thing of a sign-in that would otherwise succeed. */
class OidcAttackIT {
    private static final String REFUSED = "The sign-in was refused";
    private static final String NOT_STARTED_HERE = "This sign-in is over";

    private static TestConsole console;
    private static TestProvider provider;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        console = TestConsole.sharedOidc();
        provider = TestProvider.shared();
    }

    @BeforeEach
    void openABrowser() {
        provider.reset();
        browser = new TestBrowser(console);
    }

    // the way there and back

    @Test
    void aReplayedCodeSignsNobodyIn() {
        String victims = browser.callbackFor("/admin");
        browser.get(victims);
        TestBrowser attacker = new TestBrowser(console);
        String own = attacker.callbackFor("/admin");

        assertRefused(attacker, attacker.get(with(own, "code", parameter(victims, "code"))), 403, REFUSED);
    }

    @Test
    void aCodeStolenBeforeItWasUsedIsWorthNothingInAnotherBrowsersAttempt() {
        String victims = browser.callbackFor("/admin");
        TestBrowser attacker = new TestBrowser(console);
        String own = attacker.callbackFor("/admin");

        assertRefused(attacker, attacker.get(with(own, "code", parameter(victims, "code"))), 403, REFUSED);
    }

    @Test
    void aStolenCallbackAddressOpensNothingInAnotherBrowserAndStillWorksInItsOwn() {
        String victims = browser.callbackFor("/admin");
        TestBrowser attacker = new TestBrowser(console);

        assertRefused(attacker, attacker.get(victims), 400, NOT_STARTED_HERE);
        assertThat(browser.followAll(browser.get(victims)).status()).isEqualTo(200);
    }

    @Test
    void aCallbackWorksOnce() {
        String callback = browser.callbackFor("/admin");
        Answer signedIn = browser.get(callback);
        TestBrowser copy = new TestBrowser(console);
        browser.cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(AttemptCookies.PREFIX))
                .forEach(copy::plant);

        assertThat(signedIn.status()).isEqualTo(302);
        assertRefused(copy, copy.get(callback), 400, NOT_STARTED_HERE);
    }

    @Test
    void anAnswerWithAnotherStateIsNotTaken() {
        String callback = browser.callbackFor("/admin");

        assertRefused(browser, browser.get(with(callback, "state", "another")), 400, NOT_STARTED_HERE);
    }

    @Test
    void anAnswerWithoutStateIsNotTaken() {
        String callback = browser.callbackFor("/admin");

        assertRefused(browser, browser.get(callback.replaceFirst("state=[^&]*&?", "")), 400, NOT_STARTED_HERE);
    }

    @Test
    void anAttemptThatWasChangedInTheBrowserIsNotTaken() {
        String callback = browser.callbackFor("/admin");
        HttpCookie attempt = attemptCookie(browser);
        TestBrowser other = new TestBrowser(console);
        char[] sealed = attempt.getValue().toCharArray();
        int middle = sealed.length / 2;
        sealed[middle] = sealed[middle] == 'A' ? 'B' : 'A';
        plant(other, attempt.getName(), new String(sealed));

        assertRefused(other, other.get(callback), 400, NOT_STARTED_HERE);
    }

    @Test
    void anAttemptSealedBySomebodyElseIsNotTaken() {
        String callback = browser.callbackFor("/admin");
        Attempt forged = new Attempt(
                parameter(callback, "state"), "n", "v".repeat(43), URI.create(callback), "/admin", Instant.now());
        TestBrowser other = new TestBrowser(console);
        plant(other, AttemptCookies.PREFIX + "forged", new AttemptSeal(new byte[32]).seal(forged));

        assertRefused(other, other.get(callback), 400, NOT_STARTED_HERE);
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotTaken() {
        provider.answer(changed("iss", "https://evil.example"));

        assertRefused(browser, browser.get(browser.callbackFor("/admin")), 403, REFUSED);
    }

    @Test
    void anAnswerWithoutIssuerIsNotTakenFromAProviderThatAnnouncesIt() {
        provider.answer(parameters -> {
            Map<String, String> rest = new HashMap<>(parameters);
            rest.remove("iss");
            return rest;
        });

        assertRefused(browser, browser.get(browser.callbackFor("/admin")), 403, REFUSED);
    }

    @Test
    void whatTheProviderSaysOfARefusalDoesNotGetIntoThePage() {
        provider.refuse("access_denied", "<script>alert(1)</script>");
        Answer refused = browser.get(browser.callbackFor("/admin"));

        assertRefused(browser, refused, 403, "The identity provider did not sign you in");
        assertThat(refused.body()).doesNotContain("alert(1)", "access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT"})
    void theCallbackTakesNoOtherMethod(String method) {
        Answer answer = console.send(console.request("/oidc/callback?code=a&state=b")
                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/%5Cevil.example/",
                "%09//evil.example",
                "/oidc/sign-in",
                "/sign-out",
                "/admin%0d%0aSet-Cookie:%20a=b"
            })
    void signInLeadsNowhereElse(String elsewhere) {
        Answer signedIn = browser.follow(browser.follow(browser.get("/oidc/sign-in?return=" + elsewhere)));

        assertThat(browser.target(signedIn)).isEqualTo(console.uri("/admin").toString());
    }

    @Test
    void aSessionIdKnownBeforeSignInIsWorthNothingAfterIt() {
        browser.open("/admin");
        String planted = sessionId(browser);
        TestBrowser victim = new TestBrowser(console);
        plant(victim, "slipway-session", planted);
        Answer signedIn = victim.follow(victim.follow(victim.get("/oidc/sign-in")));

        assertThat(signedIn.status()).isEqualTo(302);
        assertThat(sessionId(victim)).isNotEqualTo(planted);
        assertThat(browser.get("/admin").status()).isEqualTo(302);
        assertThat(victim.get("/admin").status()).isEqualTo(200);
    }

    // the ID token

    @Test
    void anIdTokenForAnotherRequestIsRefused() {
        assertIdTokenRefused(claims -> claims.claim("nonce", "another"));
    }

    @Test
    void anIdTokenWithoutNonceIsRefused() {
        assertIdTokenRefused(claims -> claims.claim("nonce", null));
    }

    @Test
    void anIdTokenForAnotherClientIsRefused() {
        assertIdTokenRefused(claims -> claims.audience("another"));
    }

    @Test
    void anIdTokenWithoutAudienceIsRefused() {
        assertIdTokenRefused(claims -> claims.audience((String) null));
    }

    @Test
    void anIdTokenThatWasMadeForAnotherPartyIsRefused() {
        assertIdTokenRefused(claims ->
                claims.audience(List.of(TestProvider.CLIENT_ID, "another")).claim("azp", "another"));
    }

    @Test
    void anIdTokenForSeveralPartiesThatDoesNotSayWhoAskedIsRefused() {
        assertIdTokenRefused(claims -> claims.audience(List.of(TestProvider.CLIENT_ID, "another")));
    }

    @Test
    void anIdTokenOfAnotherIssuerIsRefused() {
        assertIdTokenRefused(claims -> claims.issuer("https://evil.example"));
    }

    @Test
    void anExpiredIdTokenIsRefused() {
        assertIdTokenRefused(claims -> claims.issueTime(secondsFromNow(-600)).expirationTime(secondsFromNow(-300)));
    }

    @Test
    void anIdTokenFromTheFutureIsRefused() {
        assertIdTokenRefused(claims -> claims.issueTime(secondsFromNow(300)).expirationTime(secondsFromNow(600)));
    }

    @Test
    void anIdTokenWithoutEndIsRefused() {
        assertIdTokenRefused(claims -> claims.expirationTime(null));
    }

    @Test
    void anIdTokenWithoutSubjectIsRefused() {
        assertIdTokenRefused(claims -> claims.subject(null));
    }

    @Test
    void anUnsignedIdTokenIsRefused() {
        provider.idTokenSigner(claims -> new PlainJWT(claims).serialize());

        assertRefusedAtTheCallback();
    }

    @Test
    void anIdTokenSignedWithTheClientSecretIsRefused() {
        byte[] secret = Arrays.copyOf(TestProvider.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), 32);
        provider.idTokenSigner(claims -> hmac(secret, claims));

        assertRefusedAtTheCallback();
    }

    @Test
    void anIdTokenSignedWithThePublicKeyAsIfItWereASecretIsRefused() throws JOSEException {
        byte[] publicKey = provider.key().toRSAPublicKey().getEncoded();
        provider.idTokenSigner(claims -> hmac(publicKey, claims));

        assertRefusedAtTheCallback();
    }

    @Test
    void anIdTokenOfAnUnknownKeyIsRefused() {
        RSAKey unknown = TestProvider.newKey();
        provider.idTokenSigner(claims -> TestProvider.sign(
                unknown,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(unknown.getKeyID())
                        .build(),
                claims));

        assertRefusedAtTheCallback();
    }

    @Test
    void anIdTokenThatBringsItsOwnKeyIsRefused() {
        RSAKey own = TestProvider.newKey();
        provider.idTokenSigner(claims -> TestProvider.sign(
                own,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(provider.key().getKeyID())
                        .jwk(own.toPublicJWK())
                        .build(),
                claims));

        assertRefusedAtTheCallback();
    }

    @Test
    void anIdTokenWhosePayloadWasChangedIsRefused() {
        provider.user("bob", Map.of("groups", List.of("cooks")));
        provider.idTokenSigner(claims -> {
            String[] parts = provider.sign(claims).split("\\.");
            String payload = claims.toString().replace("cooks", "admin");
            String encoded =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
            return parts[0] + "." + encoded + "." + parts[2];
        });

        assertRefusedAtTheCallback();
    }

    @Test
    void anAccessTokenOfSomebodyElseGivesNoRole() {
        provider.user("bob", Map.of());
        provider.accessToken(subject -> provider.sign(
                provider.claims("alice").claim("groups", List.of("admin")).build()));

        assertThat(browser.open("/admin").status()).isEqualTo(403);
    }

    @Test
    void anAccessTokenOfAnotherKeyGivesNoRole() {
        provider.user("bob", Map.of());
        provider.accessToken(subject -> TestProvider.sign(
                TestProvider.newKey(),
                new JWSHeader(JWSAlgorithm.RS256),
                provider.claims("bob").claim("groups", List.of("admin")).build()));

        assertThat(browser.open("/admin").status()).isEqualTo(403);
    }

    @Test
    void userInfoOfSomebodyElseGivesNoRole() {
        provider.user("bob", Map.of());
        provider.userInfo(Map.of("sub", "alice", "groups", List.of("admin")));

        assertThat(browser.open("/admin").status()).isEqualTo(403);
    }

    @Test
    void aNameIsShownAsTextAndWithoutControlCharacters() {
        provider.user(
                "mallory",
                Map.of("groups", List.of("admin"), "preferred_username", "<script>alert(1)</script>\r\nX: y\u202e"));
        Answer page = browser.open("/admin");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;??X: y?")
                .doesNotContain("<script>alert");
    }

    private void assertIdTokenRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
        provider.idToken(change);
        assertRefusedAtTheCallback();
    }

    private void assertRefusedAtTheCallback() {
        assertRefused(browser, browser.get(browser.callbackFor("/admin")), 403, REFUSED);
    }

    private static void assertRefused(TestBrowser who, Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .contains("<h1>" + title + "</h1>", "id=\"try-again\"")
                .doesNotContain("Exception");
        assertThat(who.cookies()).noneMatch(cookie -> cookie.getName().equals("slipway-session"));
        assertThat(who.get("/admin").status()).isEqualTo(302);
    }

    private static UnaryOperator<Map<String, String>> changed(String name, String value) {
        return parameters -> {
            Map<String, String> all = new HashMap<>(parameters);
            all.put(name, value);
            return all;
        };
    }

    private static String with(String address, String name, String value) {
        return address.replaceFirst("\\b" + name + "=[^&]*", name + "=" + value);
    }

    private static String parameter(String address, String name) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    private static HttpCookie attemptCookie(TestBrowser whose) {
        return whose.cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(AttemptCookies.PREFIX))
                .findFirst()
                .orElseThrow();
    }

    private static String sessionId(TestBrowser whose) {
        return whose.cookies().stream()
                .filter(cookie -> cookie.getName().equals("slipway-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static void plant(TestBrowser where, String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        where.plant(cookie);
    }

    private static Date secondsFromNow(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String hmac(byte[] secret, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(provider.key().getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
