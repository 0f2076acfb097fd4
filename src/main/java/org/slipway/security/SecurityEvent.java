package org.slipway.security;

/**
 * Something that sign-in or the guard at the door did; fired as a CDI event, so that whoever keeps records can listen.
 *
 * @param detail a sentence; may contain what a stranger typed, shortened and without control characters; never a secret
 */
public record SecurityEvent(Kind kind, Actor actor, String detail) {

    /** What happened. */
    public enum Kind {
        SIGNED_IN,
        SIGN_IN_REFUSED,
        SIGNED_OUT,
        TOKEN_ISSUED,
        /** A bearer token that is not valid, or not any more. */
        TOKEN_REFUSED,
        /** Somebody known asked for what their role does not allow, or another site asked in their name. */
        ACCESS_REFUSED
    }
}
