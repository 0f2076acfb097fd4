package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.slipway.security.SignedTokens.ISSUER;
import static org.slipway.security.SignedTokens.KEY;
import static org.slipway.security.SignedTokens.NOT_VERIFIED;
import static org.slipway.security.SignedTokens.NOW;
import static org.slipway.security.SignedTokens.OTHER;
import static org.slipway.security.SignedTokens.at;
import static org.slipway.security.SignedTokens.good;
import static org.slipway.security.SignedTokens.header;
import static org.slipway.security.SignedTokens.sign;
import static org.slipway.security.SignedTokens.verifier;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slipway.security.RefusedTokenException.Reason;
import org.slipway.testing.TestProvider;

class TokenRulesTest {
    private final TokenVerifier verifier = verifier(new JWKSet(KEY.toPublicJWK()), JWSAlgorithm.RS256);

    /** Each is a good token but for one thing. */
    enum Flaw {
        EXPIRED(
                Reason.EXPIRED,
                claims -> claims.expirationTime(at(-10)),
                "The bearer token expired at 2026-01-02T03:03:55Z."),
        NOT_YET_VALID(
                Reason.NOT_YET_VALID,
                claims -> claims.notBeforeTime(at(11)),
                "The bearer token is not valid before 2026-01-02T03:04:16Z; it is 2026-01-02T03:04:05Z here."),
        ISSUED_IN_THE_FUTURE(
                Reason.NOT_YET_VALID,
                claims -> claims.issueTime(at(11)),
                "The bearer token was issued in the future, at 2026-01-02T03:04:16Z; it is 2026-01-02T03:04:05Z here."),
        TOO_OLD(
                Reason.TOO_OLD,
                claims -> claims.issueTime(at(-3611)),
                "The bearer token is older than the 3600 seconds that this console allows."),
        NO_ISSUE_TIME(
                Reason.INCOMPLETE,
                claims -> claims.issueTime(null),
                "The bearer token does not say when it was issued (iat)."),
        NO_END(Reason.INCOMPLETE, claims -> claims.expirationTime(null), "The bearer token has no end (exp)."),
        OTHER_AUDIENCE(
                Reason.OTHER_AUDIENCE,
                claims -> claims.audience("another-api"),
                "The bearer token was issued for another audience (aud); this console is slipway-api or slipway."),
        NO_AUDIENCE(
                Reason.OTHER_AUDIENCE,
                claims -> claims.audience((String) null),
                "The bearer token was issued for another audience (aud); this console is slipway-api or slipway."),
        OTHER_ISSUER(
                Reason.OTHER_ISSUER,
                claims -> claims.issuer(ISSUER + "/"),
                "The bearer token's issuer (iss) is not the one this console trusts, https://login.example.org."),
        NO_ISSUER(
                Reason.OTHER_ISSUER,
                claims -> claims.issuer(null),
                "The bearer token's issuer (iss) is not the one this console trusts, https://login.example.org."),
        ID_TOKEN(
                Reason.NOT_AN_ACCESS_TOKEN,
                claims -> claims.claim("nonce", "n"),
                "The bearer token is none for an API, but an ID token or one for another purpose: send an access token.");

        private final Reason reason;
        private final UnaryOperator<JWTClaimsSet.Builder> change;
        private final String message;

        Flaw(Reason reason, UnaryOperator<JWTClaimsSet.Builder> change, String message) {
            this.reason = reason;
            this.change = change;
            this.message = message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProvenTokenWithAFlawIsRefusedWithItsReason(Flaw flaw) {
        RefusedTokenException refused = refusal(sign(flaw.change.apply(good())));

        assertThat(refused.reason()).isEqualTo(flaw.reason);
        assertThat(refused).hasMessage(flaw.message);
    }

    /** The same flaws, by somebody else's key: nobody learns anything by trying. */
    @ParameterizedTest
    @EnumSource
    void anUnprovenTokenWithAFlawIsOnlyNotVerified(Flaw flaw) {
        assertNotVerified(TestProvider.sign(
                OTHER, header(JWSAlgorithm.RS256), flaw.change.apply(good()).build()));
    }

    @Test
    void clocksMayDifferByTheTolerance() throws Exception {
        JWTClaimsSet.Builder late =
                good().expirationTime(at(-9)).notBeforeTime(at(10)).issueTime(at(10));

        assertThat(verify(sign(late)).getSubject()).isEqualTo("alice");
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() throws Exception {
        assertThat(verify(sign(good().audience(List.of("another-api", "slipway"))))
                        .getSubject())
                .isEqualTo("alice");
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
