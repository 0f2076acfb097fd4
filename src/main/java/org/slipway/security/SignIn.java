package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** What the sign-in page needs. The request itself stays anonymous; the one it redirects to is signed in. */
@ApplicationScoped
public class SignIn {
    /** Name of the parameter with the page to come back to. */
    public static final String RETURN = "return";

    @Inject
    PasswordSignIn passwords;

    @Inject
    BrowserSession session;

    /** How it ended. */
    public sealed interface Outcome {
        /** @param location path to redirect to, of this console, with its context path */
        record SignedIn(String location) implements Outcome {}

        record WrongCredentials() implements Outcome {}

        /** Nothing was checked; a second later it will be. */
        record TooManyTries() implements Outcome {}
    }

    /** @param returnTo as it came with the request, may be null; anything but a page of this console is not followed */
    public Outcome signIn(HttpServletRequest request, String user, String password, String returnTo) {
        PasswordSignIn.Outcome outcome = passwords.tryOnce(user, password, request.getRemoteAddr());
        if (outcome instanceof PasswordSignIn.Outcome.Accepted accepted) {
            session.begin(request, accepted.caller());
            return new Outcome.SignedIn(LocalPath.orStartPage(returnTo, request.getContextPath()));
        }
        return outcome instanceof PasswordSignIn.Outcome.TooManyTries
                ? new Outcome.TooManyTries()
                : new Outcome.WrongCredentials();
    }

    /** Ends the session of this browser; does nothing when there is none. */
    public void signOut(HttpServletRequest request) {
        session.end(request);
    }
}
