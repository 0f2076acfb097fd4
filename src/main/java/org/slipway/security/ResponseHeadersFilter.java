package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets {@link ResponseHeaders} on answers and, because servers reset these, on error pages once more; see {@link LocalRedirect} as well. */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class ResponseHeadersFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient RequestOrigin origin;

    @Inject
    transient OidcSignIn oidc;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ResponseHeaders.set(request, response, origin.https(request), oidc.formTargets());
        chain.doFilter(request, new LocalRedirect(response));
    }
}
