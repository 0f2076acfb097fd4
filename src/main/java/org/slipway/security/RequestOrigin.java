package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.slipway.configuration.AuthSettings;

/** Where a request came from and how, proxies taken into account: the one place that knows of them. */
@ApplicationScoped
public class RequestOrigin {
    @Inject
    AuthSettings settings;

    /** The client's address. */
    String address(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    /** True when the browser sees TLS, whoever ends it. */
    boolean https(HttpServletRequest request) {
        return settings.https() || request.isSecure();
    }

    /** The console's address as browsers know it, with its context path, without a slash at its end. */
    URI baseUrl(HttpServletRequest request) {
        return settings.baseUrl().orElseGet(() -> {
            URI asked = URI.create(request.getRequestURL().toString());
            return URI.create(asked.getScheme() + "://" + asked.getRawAuthority() + request.getContextPath());
        });
    }
}
