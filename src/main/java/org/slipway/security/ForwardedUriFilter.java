package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Lets resources make addresses ({@code Location}, {@code Link}) as their caller reaches the console, proxies or not. */
@Provider
@PreMatching
@ApplicationScoped
public class ForwardedUriFilter implements ContainerRequestFilter {
    @Inject
    RequestOrigin origin;

    @Inject
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo seen = request.getUriInfo();
        String base = seen.getBaseUri().toString();
        String asked = seen.getRequestUri().toString();
        if (asked.startsWith(base)) {
            String path = seen.getBaseUri()
                    .getRawPath()
                    .substring(servletRequest.getContextPath().length());
            URI known = URI.create(origin.baseUrl(servletRequest) + path);
            request.setRequestUri(known, URI.create(known + asked.substring(base.length())));
        }
    }
}
