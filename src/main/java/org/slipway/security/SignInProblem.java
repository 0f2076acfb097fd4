package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slipway.security.oidc.SignInFailure;

/**
 * What the error page has to say of a sign-in that did not succeed; an attribute of the request.
 *
 * @param tryAgain path that begins anew
 */
public record SignInProblem(SignInFailure failure, String tryAgain) {
    private static final String KEY = SignInProblem.class.getName();

    /** Null for an error that has nothing to do with signing in. */
    public static SignInProblem of(HttpServletRequest request) {
        return (SignInProblem) request.getAttribute(KEY);
    }

    /** @param returnTo the page that was wanted, of this console */
    static void answer(HttpServletRequest request, HttpServletResponse response, SignInFailure failure, String returnTo)
            throws IOException {
        String again = SignIn.address(request, OidcSignInServlet.PATH, returnTo);
        request.setAttribute(KEY, new SignInProblem(failure, again));
        response.sendError(failure.status());
    }
}
