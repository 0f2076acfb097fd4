package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.configuration.SettingValues;
import org.slipway.security.RefusedTokenException.Reason;

class LocalTokensTest {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Caller ALICE = new Caller("alice", Set.of(Roles.ADMIN));
    private static final SharedSecret SECRET = secret("the secret that all nodes have");
    private final LocalTokens tokens = new LocalTokens(SECRET);

    @Test
    void anIssuedTokenSaysWhoAndWithWhichRoles() throws Exception {
        assertThat(verified(tokens, tokens.issue(ALICE, LIFETIME, Instant.now())))
                .isEqualTo(ALICE);
    }

    @Test
    void anIssuedTokenHasTheClaimsOfAnAccessToken() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SignedJWT token = SignedJWT.parse(tokens.issue(ALICE, LIFETIME, now));

        assertThat(token.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "at+jwt"));
        assertThat(new JWTClaimsSet.Builder(token.getJWTClaimsSet())
                        .jwtID("any")
                        .build())
                .isEqualTo(new JWTClaimsSet.Builder()
                        .issuer("urn:slipway:local")
                        .audience("slipway-api")
                        .subject("alice")
                        .claim("groups", List.of("admin"))
                        .issueTime(Date.from(now))
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(900)))
                        .jwtID("any")
                        .build());
        assertThat(token.getJWTClaimsSet().getJWTID()).isNotEmpty();
    }

    @Test
    void twoTokensDiffer() {
        Instant now = Instant.now();

        assertThat(tokens.issue(ALICE, LIFETIME, now)).isNotEqualTo(tokens.issue(ALICE, LIFETIME, now));
    }

    @Test
    void aTokenOfOneNodeIsGoodAtAnotherWithTheSameSecret() throws Exception {
        LocalTokens otherNode = new LocalTokens(secret("the secret that all nodes have"));

        assertThat(verified(otherNode, tokens.issue(ALICE, LIFETIME, Instant.now())))
                .isEqualTo(ALICE);
    }

    @Test
    void aTokenOfAnotherSecretIsRefused() {
        LocalTokens other = new LocalTokens(secret("another secret"));

        assertRefused(other.issue(ALICE, LIFETIME, Instant.now()), Reason.NOT_VERIFIED);
    }

    /** What is sealed with the other keys of the secret is no token. */
    @Test
    void aTokenSignedWithAKeyOfAnotherPurposeIsRefused() throws Exception {
        assertRefused(signed(SECRET.key("something else"), "at+jwt"), Reason.NOT_VERIFIED);
    }

    @Test
    void aTokenEndsToTheSecond() {
        assertRefused(tokens.issue(ALICE, LIFETIME, Instant.now().minus(LIFETIME)), Reason.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"at+jwt,true", "AT+JWT,true", "JWT,false", "logout+jwt,false"})
    void onlyTheTypeOfAccessTokensCounts(String type, boolean counts) throws Exception {
        String token = signed(SECRET.key("bearer tokens"), type);
        if (counts) {
            assertThat(verified(tokens, token)).isEqualTo(ALICE);
        } else {
            assertRefused(token, Reason.NOT_AN_ACCESS_TOKEN);
        }
    }

    @Test
    void aRoleThatDoesNotExistIsLeftOut() throws Exception {
        Caller both = new Caller("alice", Set.of(Roles.VIEWER, "owner"));

        assertThat(verified(tokens, tokens.issue(both, LIFETIME, Instant.now())))
                .isEqualTo(new Caller("alice", Set.of(Roles.VIEWER)));
    }

    private String signed(byte[] key, String type) throws Exception {
        JWTClaimsSet claims =
                SignedJWT.parse(tokens.issue(ALICE, LIFETIME, Instant.now())).getJWTClaimsSet();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private void assertRefused(String token, Reason reason) {
        assertThatThrownBy(() -> verified(tokens, token))
                .isInstanceOfSatisfying(
                        RefusedTokenException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static Caller verified(LocalTokens tokens, String token) throws Exception {
        return LocalTokens.caller(tokens.verifier().verify(TokenVerifier.read(token), Instant.now()));
    }

    private static SharedSecret secret(String text) {
        String base64 = Base64.getEncoder().encodeToString(text.repeat(3).getBytes(StandardCharsets.UTF_8));
        SharedSecret secret = new SharedSecret();
        secret.settings =
                SettingValues.of(Map.of("slipway.auth.secret", base64)).auth();
        return secret;
    }
}
