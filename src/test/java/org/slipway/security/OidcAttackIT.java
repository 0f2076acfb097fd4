package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.security.oidc.Attempt;
import org.slipway.security.oidc.AttemptSeal;
import org.slipway.testing.Answer;
import org.slipway.testing.TestBrowser;

/** Attacks on the way to the identity provider and back. Each spoils one thing of a sign-in that would otherwise succeed. */
class OidcAttackIT extends OidcAttack {
    private static final String NOT_STARTED_HERE = "This sign-in is over";

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
}
