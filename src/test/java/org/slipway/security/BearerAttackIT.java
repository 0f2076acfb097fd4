package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slipway.security.BearerRequests.ADDRESS;
import static org.slipway.security.BearerRequests.NO_ACCESS_TOKEN;
import static org.slipway.security.BearerRequests.RUN;
import static org.slipway.security.BearerRequests.alice;
import static org.slipway.security.BearerRequests.assertNotVerified;
import static org.slipway.security.BearerRequests.assertProblem;
import static org.slipway.security.BearerRequests.assertRefused;
import static org.slipway.security.BearerRequests.bearer;
import static org.slipway.security.BearerRequests.get;
import static org.slipway.security.BearerRequests.good;
import static org.slipway.security.BearerRequests.request;
import static org.slipway.security.BearerRequests.sign;
import static org.slipway.security.BearerRequests.viewer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** Every way to get into the API without a token that the identity provider issued for it. */
class BearerAttackIT {
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
    void aTokenOfAnotherIssuerIsRefused() {
        assertNotVerified(TestProvider.sign(
                TestProvider.newKey(),
                provider.header(JOSEObjectType.JWT),
                provider.apiClaims().issuer("https://login.example.org").build()));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertNotVerified(new PlainJWT(provider.apiClaims().build()).serialize());
    }

    @Test
    void aTokenWithoutItsSignatureIsRefused() {
        assertNotVerified(good().replaceFirst("\\.[^.]*$", "."));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefused() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(provider.key().getKeyID())
                        .build(),
                provider.apiClaims().build());
        token.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));

        assertNotVerified(token.serialize());
    }

    @Test
    void aTokenThatBringsItsKeyIsRefused() {
        RSAKey own = TestProvider.newKey();
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(own.getKeyID());

        assertNotVerified(TestProvider.sign(own, header.jwk(own.toPublicJWK()).build(), alice()));
    }

    @Test
    void aTokenThatBringsACertificateIsRefused() {
        RSAKey own = TestProvider.newKey();
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(provider.key().getKeyID());

        assertNotVerified(TestProvider.sign(
                own,
                header.x509CertChain(List.of(Base64.encode("no certificate"))).build(),
                alice()));
    }

    @Test
    void addressesOfKeysInATokenAreNotAsked() {
        try (TestProvider attacker = TestProvider.start()) {
            URI keys = URI.create(attacker.issuer() + "/jwks");
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(attacker.key().getKeyID());

            assertNotVerified(
                    TestProvider.sign(attacker.key(), header.jwkURL(keys).build(), alice()));
            assertNotVerified(TestProvider.sign(
                    attacker.key(), header.jwkURL(null).x509CertURL(keys).build(), alice()));
            assertThat(attacker.requests("/jwks")).isZero();
        }
    }

    @Test
    void anUnknownKeyIdIsRefused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build();

        assertNotVerified(provider.sign(header, alice()));
    }

    @Test
    void aChangedPayloadIsRefused() {
        String[] parts = sign(viewer()).split("\\.");

        assertNotVerified(parts[0] + "." + Base64URL.encode(alice().toString()) + "." + parts[2]);
    }

    @Test
    void aTokenWithACriticalHeaderIsRefused() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(provider.key().getKeyID())
                .criticalParams(Set.of("urn:example:must"))
                .customParam("urn:example:must", "understand")
                .build();

        assertNotVerified(provider.sign(header, alice()));
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        assertRefused(sign(provider.apiClaims().claim("nonce", "n")), "token-not-an-access-token", NO_ACCESS_TOKEN);
        assertRefused(sign(provider.apiClaims().claim("at_hash", "h")), "token-not-an-access-token", NO_ACCESS_TOKEN);
        assertRefused(sign(provider.apiClaims().claim("typ", "ID")), "token-not-an-access-token", NO_ACCESS_TOKEN);
        assertRefused(
                sign(provider.apiClaims().audience(List.of(TestProvider.CLIENT_ID, "slipway-api"))),
                "token-not-an-access-token",
                NO_ACCESS_TOKEN);
    }

    @Test
    void aLogoutTokenIsNoAccessToken() {
        JWTClaimsSet claims =
                provider.logoutClaims().audience("slipway-api").subject("alice").build();

        assertRefused(provider.sign(claims), "token-not-an-access-token", NO_ACCESS_TOKEN);
        assertRefused(
                provider.sign(provider.header(new JOSEObjectType("logout+jwt")), alice()),
                "token-not-an-access-token",
                NO_ACCESS_TOKEN);
    }

    @Test
    void aTokenInTheAddressIsNotLookedFor() {
        Answer answer = console.send(request(ADDRESS + "?access_token=" + good()));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
    }

    @Test
    void aTokenInAFormIsNotLookedFor() {
        Answer answer = console.send(request(RUN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("access_token=" + good())));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: access_token=%s",
                "Cookie: Bearer=%s",
                "X-Forwarded-Access-Token: %s",
                "Authorization: Basic %s",
                "Authorization: %s",
                "Proxy-Authorization: Bearer %s"
            })
    void aTokenAnywhereElseIsNotLookedFor(String header) {
        String[] nameAndValue = header.formatted(good()).split(": ");

        Answer answer = console.send(request(ADDRESS).header(nameAndValue[0], nameAndValue[1]));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        Answer answer = console.send(bearer(ADDRESS, good()).header("Authorization", "Bearer " + good()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"slipway\", error=\"invalid_request\","
                        + " error_description=\"Send one Authorization header, not two.\"");
        assertProblem(answer, "about:blank", 400, "Bad Request", "Send one Authorization header, not two.", ADDRESS);
    }

    @Test
    void theSessionCookieOpensNothing() {
        TestConsole local = TestConsole.shared();
        String cookie = SignInForm.cookieOf(local, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);

        Answer answer = local.send(
                local.request(ADDRESS).version(HttpClient.Version.HTTP_1_1).header("Cookie", cookie));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"slipway\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "\"><script>"})
    void garbageIsRefused(String token) {
        assertNotVerified(token);
    }

    @Test
    void anOversizedTokenIsRefused() {
        Answer answer = get("x".repeat(6000));
        assertThat(answer.status()).isEqualTo(401);

        // by the server itself, which reads 8 KB of headers
        assertThat(get("x".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void unknownKeyIdsDoNotMakeTheConsoleHammerTheIssuer() {
        get(good());
        int before = provider.requests("/jwks");

        IntStream.range(0, 50)
                .forEach(i -> get(provider.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("unknown " + i)
                                .build(),
                        alice())));

        assertThat(provider.requests("/jwks") - before).isLessThanOrEqualTo(4);
    }
}
