package org.slipway.security.oidc;

/** Why a sign-in at the identity provider did not succeed, as far as it may be told to whoever tried. */
public enum SignInFailure {
    /** Nobody answers at the provider's address, or too slowly. */
    PROVIDER_UNREACHABLE(503),
    /** The provider and the console do not agree on what one of them is set to. */
    PROVIDER_MISCONFIGURED(502),
    /** The provider sent the browser back without signing anybody in. */
    PROVIDER_REFUSED(403),
    /** The browser came back from a sign-in that did not begin in it, or too long ago. */
    NOT_STARTED_HERE(400),
    /** The answer failed a check. */
    NOT_TRUSTED(403);

    private final int status;

    SignInFailure(int status) {
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
