package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.slipway.security.SignedTokens.KEY;
import static org.slipway.security.SignedTokens.NOT_VERIFIED;
import static org.slipway.security.SignedTokens.NOW;
import static org.slipway.security.SignedTokens.OTHER;
import static org.slipway.security.SignedTokens.good;
import static org.slipway.security.SignedTokens.header;
import static org.slipway.security.SignedTokens.sign;
import static org.slipway.security.SignedTokens.signed;
import static org.slipway.security.SignedTokens.verifier;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.security.RefusedTokenException.Reason;
import org.slipway.testing.TestProvider;

class TokenVerifierTest {
    private final TokenVerifier verifier = verifier(new JWKSet(KEY.toPublicJWK()), JWSAlgorithm.RS256);

    @Test
    void aGoodTokenIsTaken() throws Exception {
        assertThat(verify(sign(good())).getSubject()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256"})
    void aTokenSignedWithTheRightKeyByAnotherAlgorithmIsRefused(String algorithm) {
        assertNotVerified(TestProvider.sign(KEY, header(JWSAlgorithm.parse(algorithm)), good().build()));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertNotVerified(new PlainJWT(good().build()).serialize());
    }

    /** The classic: the public key, which everybody may know, taken for the secret of an HMAC. */
    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefusedWhateverTheFormOfTheKey() throws Exception {
        for (byte[] secret : List.of(
                KEY.toRSAPublicKey().getEncoded(),
                KEY.toPublicJWK().toJSONString().getBytes("UTF-8"))) {
            assertNotVerified(signed(header(JWSAlgorithm.HS256), new MACSigner(secret)));
        }
    }

    /** Also where somebody managed to allow HMAC: a public key is no secret. */
    @Test
    void aPublicKeyIsNeverASecret() throws Exception {
        PublicKey key = KEY.toRSAPublicKey();
        TokenVerifier careless =
                new TokenVerifier(header -> List.of(key), Set.of(JWSAlgorithm.HS256), verifier.rules());
        SignedJWT token = SignedJWT.parse(signed(
                header(JWSAlgorithm.HS256), new MACSigner(KEY.toRSAPublicKey().getEncoded())));

        assertThatThrownBy(() -> careless.verify(token, NOW)).isInstanceOf(RefusedTokenException.class);
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsRefused() throws Exception {
        JWSHeader jwk = new JWSHeader.Builder(header(JWSAlgorithm.RS256))
                .jwk(OTHER.toPublicJWK())
                .build();
        JWSHeader jwkWithoutId = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(OTHER.toPublicJWK())
                .build();

        assertNotVerified(signed(jwk, new RSASSASigner(OTHER)));
        assertNotVerified(signed(jwkWithoutId, new RSASSASigner(OTHER)));
    }

    @Test
    void anAddressOfKeysInTheHeaderIsNotAskedAndDoesNoHarmInAGoodToken() throws Exception {
        try (TestProvider attacker = TestProvider.start()) {
            URI keys = URI.create(attacker.issuer() + "/jwks");
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(attacker.key().getKeyID())
                    .jwkURL(keys)
                    .x509CertURL(keys)
                    .build();

            assertNotVerified(signed(header, new RSASSASigner(attacker.key())));
            JWSHeader good = new JWSHeader.Builder(header).keyID(KEY.getKeyID()).build();
            assertThat(verify(signed(good, new RSASSASigner(KEY))).getSubject()).isEqualTo("alice");
            assertThat(attacker.requests("/jwks")).isZero();
        }
    }

    @Test
    void aTokenOfAnotherKeyIsRefusedAlsoUnderTheNameOfTheRightOne() {
        assertNotVerified(TestProvider.sign(OTHER, header(JWSAlgorithm.RS256), good().build()));
    }

    @Test
    void anUnknownKeyIdIsRefusedAlsoWithTheRightKey() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build();

        assertNotVerified(TestProvider.sign(KEY, header, good().build()));
    }

    @Test
    void criticalHeadersAreRefused() throws Exception {
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(KEY.getKeyID())
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();

        assertNotVerified(signed(critical, new RSASSASigner(KEY)));
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsRefused() {
        String[] parts = sign(good()).split("\\.");
        Base64URL forged = Base64URL.encode(good().subject("mallory").build().toString());

        assertNotVerified(parts[0] + "." + forged + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9.e30.", "a.b.c.d.e", "\u0000"})
    void whatIsNoTokenIsRefused(String text) {
        assertNotVerified(text);
    }

    @Test
    void aTokenThatIsTooLongIsRefusedBeforeItIsParsed() {
        RefusedTokenException refused = refusal("x".repeat(16 * 1024 + 1));

        assertThat(refused).hasMessage(NOT_VERIFIED);
        assertThat(refused.finding()).isEqualTo("16385 characters");
    }

    @Test
    void claimsThatAreNoneAreToldToWhomeverTheIssuerGaveThem() throws Exception {
        com.nimbusds.jose.JWSObject token =
                new com.nimbusds.jose.JWSObject(header(JWSAlgorithm.RS256), new com.nimbusds.jose.Payload("not JSON"));
        token.sign(new RSASSASigner(KEY));

        assertThat(refusal(token.serialize()).reason()).isEqualTo(Reason.INCOMPLETE);
    }

    @Test
    void ellipticCurvesAreTakenWhenTheyAreAllowed() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec").build();
        TokenVerifier both =
                verifier(new JWKSet(List.of(KEY, key)).toPublicJWKSet(), JWSAlgorithm.RS256, JWSAlgorithm.ES384);

        assertThat(both.verify(TokenVerifier.read(signed(header, new ECDSASigner(key))), NOW)
                        .getSubject())
                .isEqualTo("alice");
    }

    @Test
    void aKeyWithoutAnIdChecksTokensWithAny() throws Exception {
        JWKSet pem = new JWKSet(new RSAKey.Builder(KEY.toRSAPublicKey()).build());

        assertThat(verifier(pem, JWSAlgorithm.RS256)
                        .verify(TokenVerifier.read(sign(good())), NOW)
                        .getSubject())
                .isEqualTo("alice");
    }

    /** The log gets what the token says, but not a second line. */
    @Test
    void whatATokenSaysCanNotForgeALineOfTheLog() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("x\nINFO all is well" + "y".repeat(500))
                .build();

        assertThat(refusal(TestProvider.sign(KEY, header, good().build())).finding())
                .contains("x?INFO all is well")
                .hasSizeLessThan(250);
    }

    private void assertNotVerified(String token) {
        RefusedTokenException refused = refusal(token);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_VERIFIED);
        assertThat(refused).hasMessage(NOT_VERIFIED);
    }

    private RefusedTokenException refusal(String token) {
        return catchThrowableOfType(RefusedTokenException.class, () -> verify(token));
    }

    private JWTClaimsSet verify(String token) throws Exception {
        return verifier.verify(TokenVerifier.read(token), NOW);
    }
}
