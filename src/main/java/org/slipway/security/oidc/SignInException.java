package org.slipway.security.oidc;

import java.util.Objects;

/** A sign-in that did not succeed. The message is for the log, {@link #failure} for the page. */
public final class SignInException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SignInFailure failure;

    public SignInException(SignInFailure failure, String message) {
        this(failure, message, null);
    }

    public SignInException(SignInFailure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = Objects.requireNonNull(failure);
    }

    public SignInFailure failure() {
        return failure;
    }
}
