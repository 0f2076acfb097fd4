package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the sign-in page needs. The request itself stays anonymous; the one it redirects to is signed in. */
@ApplicationScoped
public class SignIn {
    /** Name of the parameter with the page to come back to. */
    public static final String RETURN = "return";

    @Inject
    PasswordSignIn passwords;

    @Inject
    BrowserSession session;

    @Inject
    OidcSignIn oidc;

    @Inject
    SecurityEvents events;

    @Inject
    RequestOrigin origin;

    @Inject
    DeviceCookie device;

    /** How it ended. */
    public sealed interface Outcome {
        /** @param location path to redirect to, of this console, with its context path */
        record SignedIn(String location) implements Outcome {}

        record WrongCredentials() implements Outcome {}

        /** Nothing was checked; a second later it will be. */
        record TooManyTries() implements Outcome {}
    }

    /** @param returnTo as it came with the request, may be null; anything but a page of this console is not followed */
    public Outcome signIn(
            HttpServletRequest request, HttpServletResponse response, String user, String password, String returnTo) {
        PasswordSignIn.Outcome outcome =
                passwords.tryOnce(user, password, origin.address(request), device.read(request, user));
        if (outcome instanceof PasswordSignIn.Outcome.Accepted accepted) {
            session.begin(request, response, accepted.caller());
            events.fire(SecurityEvent.Kind.SIGNED_IN, request, accepted.caller(), "by password");
            device.leave(request, response, accepted.caller().name());
            return new Outcome.SignedIn(LocalPath.orStartPage(returnTo, request.getContextPath()));
        }
        return outcome instanceof PasswordSignIn.Outcome.TooManyTries
                ? new Outcome.TooManyTries()
                : new Outcome.WrongCredentials();
    }

    /**
     * Ends the session of this browser; does nothing when there is none.
     *
     * @return where to send the browser to: to the identity provider when it came from there, so that it is signed out there too
     */
    String signOut(HttpServletRequest request) {
        Optional<Caller> caller = session.caller(request);
        Optional<ProviderSession> provider = session.provider(request);
        session.end(request);
        caller.ifPresent(who -> events.fire(SecurityEvent.Kind.SIGNED_OUT, request, who, "by themselves"));
        return provider.flatMap(ended -> oidc.endOfSession(request, ended))
                .map(URI::toString)
                .orElse(request.getContextPath() + LocalPath.SIGNED_OUT_PAGE);
    }

    /** Empty for a stranger, and for an account that has a role. */
    public Optional<AccountProblem> problemOf(HttpServletRequest request) {
        boolean leftOut =
                session.provider(request).map(ProviderSession::groupsLeftOut).orElse(false);
        return session.caller(request)
                .filter(caller -> caller.roles().isEmpty())
                .map(caller -> leftOut ? AccountProblem.GROUPS_LEFT_OUT : AccountProblem.NO_ROLE);
    }

    /**
     * Where a stranger signs in before they see the page that they asked for. Also for a POST: pages post to their own address,
     * so the same address by GET is where the user was.
     */
    String addressBefore(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return address(
                request,
                oidc.isOn() ? OidcSignInServlet.PATH : LocalPath.SIGN_IN_PAGE,
                request.getRequestURI() + query);
    }

    /** @param returnTo null for the start page */
    static String address(HttpServletRequest request, String path, String returnTo) {
        String parameter =
                returnTo == null ? "" : "?" + RETURN + "=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
        return request.getContextPath() + path + parameter;
    }
}
