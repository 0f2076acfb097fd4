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
import org.slipway.configuration.AuthSettings;

/** Sets {@link ResponseHeaders} on answers and, because servers reset these, on error pages once more. */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class ResponseHeadersFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient AuthSettings settings;

    @Inject
    transient OidcSignIn oidc;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ResponseHeaders.set(request, response, settings.https(), oidc.formTargets());
        chain.doFilter(request, response);
    }
}
