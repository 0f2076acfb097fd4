package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Logger;
import org.slipway.security.oidc.Attempt;
import org.slipway.security.oidc.SignInException;
import org.slipway.security.oidc.SignInFailure;

/**
 * Where the identity provider sends the browser back to: 302 to the page that was asked for, or an error page with the status
 * of its {@link SignInFailure}; 404 in local mode.
 */
@WebServlet(OidcCallbackServlet.PATH)
public class OidcCallbackServlet extends HttpServlet {
    static final String PATH = "/oidc/callback";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(OidcCallbackServlet.class.getName());

    @Inject
    transient OidcSignIn oidc;

    @Inject
    transient BrowserSession session;

    @Inject
    transient SecurityEvents events;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!oidc.isOn()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<Attempt> attempt = oidc.attempt(request, response);
        if (attempt.isPresent()) {
            finish(request, response, attempt.get());
        } else if (session.caller(request).isPresent()) {
            // the browser's way back, after the sign-in
            response.sendRedirect(request.getContextPath() + LocalPath.START_PAGE);
        } else {
            String startPage = request.getContextPath() + LocalPath.START_PAGE;
            String detail = "no sign-in is under way in this browser";
            refuse(request, response, new SignInException(SignInFailure.NOT_STARTED_HERE, detail), startPage);
        }
    }

    private void finish(HttpServletRequest request, HttpServletResponse response, Attempt attempt) throws IOException {
        String returnTo = LocalPath.orStartPage(attempt.returnTo(), request.getContextPath());
        try {
            Caller caller = oidc.finish(request, response, attempt);
            LOG.info(() -> caller.name() + " signed in at the identity provider as " + caller.roles());
            events.fire(SecurityEvent.Kind.SIGNED_IN, request, caller, at(request));
            response.sendRedirect(returnTo);
        } catch (SignInException e) {
            refuse(request, response, e, returnTo);
        }
    }

    /** With the subject, because a name is not unique and may change. */
    private String at(HttpServletRequest request) {
        String subject = session.provider(request).map(ProviderSession::subject).orElse("");
        return "at the identity provider " + oidc.provider().issuer() + " as subject " + PrintableText.of(subject);
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, SignInException refusal, String returnTo)
            throws IOException {
        String detail = PrintableText.of(refusal.failure() + ": " + refusal.getMessage());
        LOG.warning(() -> "A sign-in was refused: " + detail);
        events.fire(SecurityEvent.Kind.SIGN_IN_REFUSED, request, detail);
        SignInProblem.answer(request, response, refusal.failure(), returnTo);
    }
}
