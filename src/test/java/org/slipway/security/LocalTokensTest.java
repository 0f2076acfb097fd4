package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTokensTest {
    private static final RSAKey KEY = key("own");
    private static final Caller ALICE = new Caller("alice", Set.of(Roles.ADMIN));
    private final LocalTokens tokens = new LocalTokens(KEY);

    @Test
    void anIssuedTokenSaysWhoAndWithWhichRoles() throws Exception {
        assertThat(tokens.verifier().verify(tokens.issue(ALICE, Duration.ofMinutes(15), Instant.now())))
                .isEqualTo(ALICE);
    }

    @Test
    void anIssuedTokenHasTheClaimsOfAnAccessToken() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SignedJWT token = SignedJWT.parse(tokens.issue(ALICE, Duration.ofMinutes(15), now));

        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(java.util.Map.of("alg", "RS256", "typ", "at+jwt", "kid", "own"));
        assertThat(new JWTClaimsSet.Builder(token.getJWTClaimsSet())
                        .jwtID("any")
                        .build())
                .isEqualTo(goodClaims(now).jwtID("any").build());
        assertThat(token.getJWTClaimsSet().getJWTID()).isNotEmpty();
    }

    @Test
    void twoTokensDiffer() {
        Instant now = Instant.now();

        assertThat(tokens.issue(ALICE, Duration.ofMinutes(15), now))
                .isNotEqualTo(tokens.issue(ALICE, Duration.ofMinutes(15), now));
    }

    @Test
    void aTokenWithoutRolesIsACallerWithoutRoles() throws Exception {
        Caller user = new Caller("ursula", Set.of());

        assertThat(tokens.verifier().verify(tokens.issue(user, Duration.ofMinutes(1), Instant.now())))
                .isEqualTo(user);
    }

    /** Each is a good token but for one thing. */
    enum Flaw {
        EXPIRED(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))),
        NOT_YET_VALID(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(60)))),
        OTHER_AUDIENCE(claims -> claims.audience("another-api")),
        NO_AUDIENCE(claims -> claims.audience((String) null)),
        OTHER_ISSUER(claims -> claims.issuer("urn:slipway:other")),
        NO_ISSUER(claims -> claims.issuer(null)),
        NO_SUBJECT(claims -> claims.subject(null)),
        NO_EXPIRY(claims -> claims.expirationTime(null)),
        NO_ISSUE_TIME(claims -> claims.issueTime(null)),
        ROLES_THAT_ARE_NO_LIST(claims -> claims.claim(TokenVerifier.ROLES, Roles.ADMIN));

        private final UnaryOperator<JWTClaimsSet.Builder> change;

        Flaw(UnaryOperator<JWTClaimsSet.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithAFlawInItsClaimsIsRefused(Flaw flaw) {
        JWTClaimsSet claims = flaw.change.apply(goodClaims(Instant.now())).build();

        assertRefused(sign(TokenVerifier.ACCESS_TOKEN, JWSAlgorithm.RS256, claims, KEY));
    }

    @Test
    void theTokenThatTheFlawsAreMadeFromIsGood() throws Exception {
        JWTClaimsSet claims = goodClaims(Instant.now()).build();

        assertThat(tokens.verifier().verify(sign(TokenVerifier.ACCESS_TOKEN, JWSAlgorithm.RS256, claims, KEY)))
                .isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "id+jwt", "logout+jwt"})
    void aTokenOfAnotherTypeIsRefused(String type) {
        assertRefused(sign(
                new JOSEObjectType(type),
                JWSAlgorithm.RS256,
                goodClaims(Instant.now()).build(),
                KEY));
    }

    @Test
    void aTokenWithoutATypeIsRefused() {
        assertRefused(sign(null, JWSAlgorithm.RS256, goodClaims(Instant.now()).build(), KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256"})
    void aTokenSignedWithTheRightKeyByAnotherAlgorithmIsRefused(String algorithm) {
        assertRefused(sign(
                TokenVerifier.ACCESS_TOKEN,
                JWSAlgorithm.parse(algorithm),
                goodClaims(Instant.now()).build(),
                KEY));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertRefused(new PlainJWT(goodClaims(Instant.now()).build()).serialize());
    }

    /** The classic: the public key, which everybody may know, taken for the secret of an HMAC. */
    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefused() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(TokenVerifier.ACCESS_TOKEN)
                .keyID("own")
                .build();

        assertRefused(signed(
                header,
                goodClaims(Instant.now()).build(),
                new MACSigner(KEY.toRSAPublicKey().getEncoded())));
    }

    @Test
    void aTokenOfAnotherKeyIsRefusedAlsoUnderTheNameOfTheRightOne() {
        assertRefused(sign(
                TokenVerifier.ACCESS_TOKEN,
                JWSAlgorithm.RS256,
                goodClaims(Instant.now()).build(),
                key("own")));
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsRefused() throws Exception {
        RSAKey other = key("other");
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TokenVerifier.ACCESS_TOKEN)
                .jwk(other.toPublicJWK())
                .build();

        assertRefused(signed(header, goodClaims(Instant.now()).build(), new RSASSASigner(other)));
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsRefused() {
        String[] parts = tokens.issue(new Caller("ursula", Set.of()), Duration.ofMinutes(15), Instant.now())
                .split("\\.");
        Base64URL forged = Base64URL.encode(goodClaims(Instant.now()).build().toString());

        assertRefused(parts[0] + "." + forged + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9.e30."})
    void whatIsNoTokenIsRefused(String text) {
        assertRefused(text);
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.verifier().verify(token)).isInstanceOf(TokenVerifier.RefusedException.class);
    }

    private static JWTClaimsSet.Builder goodClaims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer("urn:slipway:local")
                .audience("slipway-api")
                .subject("alice")
                .claim("groups", List.of("admin"))
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(900)));
    }

    private static String sign(JOSEObjectType type, JWSAlgorithm algorithm, JWTClaimsSet claims, RSAKey key) {
        try {
            JWSHeader header = new JWSHeader.Builder(algorithm)
                    .type(type)
                    .keyID(key.getKeyID())
                    .build();
            return signed(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
