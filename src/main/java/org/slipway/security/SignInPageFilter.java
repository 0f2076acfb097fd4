package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** With an identity provider there are no passwords to ask for: the sign-in page leads there instead. */
@WebFilter(urlPatterns = {LocalPath.SIGN_IN_PAGE, LocalPath.SIGN_IN_PAGE + ".xhtml"})
public class SignInPageFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient OidcSignIn oidc;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (oidc.isOn()) {
            response.sendRedirect(SignIn.address(request, OidcSignInServlet.PATH, request.getParameter(SignIn.RETURN)));
        } else {
            chain.doFilter(request, response);
        }
    }
}
