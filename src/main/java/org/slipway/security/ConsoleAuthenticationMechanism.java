package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Says who asks. Jakarta Security allows an application one mechanism, so this one has both ways: under {@code /api} a
 * bearer token and nothing else (the session cookie is not even read, so another site has nothing to forge), everywhere
 * else the browser's session.
 */
@ApplicationScoped
public class ConsoleAuthenticationMechanism implements HttpAuthenticationMechanism {
    /** Forms and requests to run are small, and nothing else is sent here. */
    private static final long LONGEST_BODY = 1024 * 1024;

    private static final String VIEW_STATE = "jakarta.faces.ViewState";

    private static final Logger LOG = Logger.getLogger(ConsoleAuthenticationMechanism.class.getName());

    @Inject
    RequestOrigin origin;

    @Inject
    TokenAuthentication tokens;

    @Inject
    BrowserSession session;

    @Inject
    SignIn signIn;

    @Inject
    OidcSignIn oidc;

    @Inject
    SecurityEvents events;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        ResponseHeaders.set(request, response, origin.https(request), oidc.formTargets());
        try {
            if (!AllowedMethods.contain(request)) {
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
                return AuthenticationStatus.SEND_FAILURE;
            }
            if (request.getContentLengthLong() > LONGEST_BODY) {
                response.setHeader("Connection", "close");
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                return AuthenticationStatus.SEND_FAILURE;
            }
            if (isFormInALink(request)) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return AuthenticationStatus.SEND_FAILURE;
            }
            return RequestPath.isApi(RequestPath.of(request))
                    ? tokens.validate(request, response, context)
                    : browser(request, response, context);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
    }

    /** Faces would take a GET with a form's fields for the form; links may come from other sites, and stay in logs. */
    private static boolean isFormInALink(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) && request.getParameter(VIEW_STATE) != null;
    }

    /** Other sites' POSTs are refused here and not in a filter: a filter would run after the redirect to the sign-in page. */
    private AuthenticationStatus browser(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        if (!RequestPath.isBackChannel(RequestPath.of(request))
                && CrossSite.isForged(request, origin.baseUrl(request))) {
            String what = request.getMethod() + " " + request.getRequestURI();
            LOG.warning(() -> "Refused a request that another site made: " + what);
            events.fire(SecurityEvent.Kind.ACCESS_REFUSED, request, "another site made the browser send " + what);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return AuthenticationStatus.SEND_FAILURE;
        }
        Optional<Caller> caller = session.caller(request);
        if (caller.isPresent()) {
            return context.notifyContainerAboutLogin(
                    new CallerPrincipal(caller.get().name()), caller.get().roles());
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        new LocalRedirect(response).sendRedirect(signIn.addressBefore(request));
        return AuthenticationStatus.SEND_CONTINUE;
    }

    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        session.end(request);
    }
}
