package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Logger;
import org.slipway.security.oidc.EndOfSession;
import org.slipway.security.oidc.SignInException;

/**
 * Where the identity provider says that somebody's session has ended (OpenID Connect Back-Channel Logout 1.0): 200, or 400 for a
 * logout token that is not good; 404 in local mode.
 */
@WebServlet(BackChannelLogoutServlet.PATH)
public class BackChannelLogoutServlet extends HttpServlet {
    static final String PATH = "/oidc/back-channel-logout";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(BackChannelLogoutServlet.class.getName());
    private static final int LONGEST = 16_384;

    @Inject
    transient OidcSignIn oidc;

    @Inject
    transient EndedSessions ended;

    @Inject
    transient SecurityEvents events;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!oidc.isOn()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String token = request.getParameter("logout_token");
        if (token == null || token.length() > LONGEST) {
            refuse(response, "no logout_token, or too long a one");
            return;
        }
        try {
            EndOfSession end = oidc.acceptLogout(token);
            ended.end(end, Instant.now());
            String whose = end.subject() == null ? "session " + end.sessionId() : "subject " + end.subject();
            LOG.info(() -> PrintableText.of("The identity provider ended the session of " + whose));
            events.fire(SecurityEvent.Kind.SIGNED_OUT, request, "by the identity provider: " + whose);
        } catch (SignInException e) {
            refuse(response, e.getMessage());
        }
    }

    private static void refuse(HttpServletResponse response, String why) throws IOException {
        LOG.warning(() -> PrintableText.of("An end of session was refused: " + why));
        ProblemDetails.write(
                response, HttpServletResponse.SC_BAD_REQUEST, "Bad Request", "The logout token is not accepted.");
    }
}
