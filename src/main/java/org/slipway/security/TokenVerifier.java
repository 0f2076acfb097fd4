package org.slipway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.text.ParseException;
import java.time.Instant;
import java.util.Set;
import org.slipway.security.RefusedTokenException.Reason;

/**
 * Checks the bearer tokens of one issuer: first the signature, by an algorithm of the list and a key of the issuer, then what
 * the token says. Nothing of it is believed before.
 */
final class TokenVerifier {
    /** More than any provider's; on most servers a header may not even be this long. */
    private static final int MOST_CHARACTERS = 16 * 1024;

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    private final TokenKeys keys;
    private final Set<JWSAlgorithm> algorithms;
    private final TokenRules rules;

    TokenVerifier(TokenKeys keys, Set<JWSAlgorithm> algorithms, TokenRules rules) {
        this.keys = keys;
        this.algorithms = Set.copyOf(algorithms);
        this.rules = rules;
    }

    /** Reads it and checks nothing: neither who signed it nor whether anybody did. */
    static SignedJWT read(String text) throws RefusedTokenException {
        if (text.length() > MOST_CHARACTERS) {
            throw RefusedTokenException.notVerified(text.length() + " characters", null);
        }
        try {
            return SignedJWT.parse(text);
        } catch (ParseException | RuntimeException e) {
            throw RefusedTokenException.notVerified("no signed JWT: " + e.getMessage(), e);
        }
    }

    /** What a token says of its issuer, which anybody may write; null for nothing. */
    static String claimedIssuer(SignedJWT token) {
        try {
            return token.getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            return null;
        }
    }

    TokenRules rules() {
        return rules;
    }

    JWTClaimsSet verify(SignedJWT token, Instant now) throws RefusedTokenException, TokenKeys.UnavailableException {
        proveSignature(token);
        JWTClaimsSet claims;
        try {
            claims = token.getJWTClaimsSet();
        } catch (ParseException e) {
            throw RefusedTokenException.of(Reason.INCOMPLETE, "The bearer token's claims are not what RFC 7519 says.");
        }
        rules.check(token.getHeader(), claims, now);
        return claims;
    }

    private void proveSignature(SignedJWT token) throws RefusedTokenException, TokenKeys.UnavailableException {
        JWSHeader header = token.getHeader();
        if (!algorithms.contains(header.getAlgorithm())) {
            throw RefusedTokenException.notVerified(
                    "signed by " + header.getAlgorithm() + ", not one of " + algorithms, null);
        }
        // RFC 7515, 4.1.11: what is critical must be understood, and nothing is
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw RefusedTokenException.notVerified("the header has critical parameters", null);
        }
        for (Key key : keys.of(header)) {
            if (isSignedWith(key, token)) {
                return;
            }
        }
        throw RefusedTokenException.notVerified(
                "no key of " + rules.issuer() + " fits, with the id " + header.getKeyID(), null);
    }

    private static boolean isSignedWith(Key key, SignedJWT token) throws RefusedTokenException {
        try {
            JWSVerifier verifier = VERIFIERS.createJWSVerifier(token.getHeader(), key);
            return token.verify(verifier);
        } catch (JOSEException e) {
            throw RefusedTokenException.notVerified("the signature can't be checked: " + e.getMessage(), e);
        }
    }
}
