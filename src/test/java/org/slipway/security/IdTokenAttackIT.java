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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestProvider;

/** Attacks on the ID token, and on what else says what somebody may do. Each spoils one thing of a good one. */
class IdTokenAttackIT extends OidcAttack {
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
