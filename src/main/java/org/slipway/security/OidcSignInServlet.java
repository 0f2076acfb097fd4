package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slipway.security.oidc.SignInException;

/** Begins a sign-in at the identity provider: 302 to it, 503 while it is down; 404 in local mode. */
@WebServlet(OidcSignInServlet.PATH)
public class OidcSignInServlet extends HttpServlet {
    static final String PATH = "/oidc/sign-in";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(OidcSignInServlet.class.getName());

    @Inject
    transient OidcSignIn oidc;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!oidc.isOn()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String returnTo = request.getParameter(SignIn.RETURN);
        try {
            response.sendRedirect(oidc.begin(request, response, returnTo).toString());
        } catch (SignInException e) {
            LOG.log(Level.WARNING, () -> "A sign-in can't begin: " + e.getMessage());
            SignInProblem.answer(
                    request, response, e.failure(), LocalPath.orStartPage(returnTo, request.getContextPath()));
        }
    }
}
