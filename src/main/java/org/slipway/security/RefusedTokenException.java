package org.slipway.security;

import java.util.Locale;

/**
 * Why a bearer token is not taken. Its message is for the caller: before the signature is proven it is the same for all,
 * so that nobody learns which keys and issuers exist by trying; after it, it says what the token's owner has to change.
 */
final class RefusedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong; part of the problem's type, so that a script can tell them apart. */
    enum Reason {
        /** Not a signed token, of an unknown issuer or key, of an algorithm that is not allowed, or changed since. */
        NOT_VERIFIED,
        OTHER_ISSUER,
        OTHER_AUDIENCE,
        EXPIRED,
        NOT_YET_VALID,
        TOO_OLD,
        NOT_AN_ACCESS_TOKEN,
        /** Without a claim that it needs, or with one that makes no sense. */
        INCOMPLETE;

        /** Such as {@code token-not-verified}. */
        String problemType() {
            return "token-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final String finding;

    private RefusedTokenException(Reason reason, String message, String finding, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.finding = finding;
    }

    /** @param finding for the log alone; may contain what the token says */
    static RefusedTokenException notVerified(String finding, Throwable cause) {
        return new RefusedTokenException(
                Reason.NOT_VERIFIED,
                "The bearer token could not be verified by a key that this console trusts.",
                finding,
                cause);
    }

    /** @param message nothing of it comes from the token, unless it was checked to be harmless */
    static RefusedTokenException of(Reason reason, String message) {
        return new RefusedTokenException(reason, message, message, null);
    }

    Reason reason() {
        return reason;
    }

    /** For the log and the record. */
    String finding() {
        return PrintableText.of(finding);
    }
}
