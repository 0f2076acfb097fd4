package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slipway.trace.Trace;

/**
 * What every answer tells the browser not to do. Set by the authentication mechanism too and not by the filter alone:
 * filters do not run for what the container refuses.
 */
final class ResponseHeaders {
    /** No {@code data:} either: {@code slipway.css} replaces the icons that the stylesheet of Pico has in itself. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    static final String HSTS = "max-age=31536000";

    private ResponseHeaders() {}

    /** @param formTargets origins besides our own to which a form may lead, each after a blank */
    static void set(HttpServletRequest request, HttpServletResponse response, boolean https, String formTargets) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY + formTargets);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        Trace.current().ifPresent(trace -> response.setHeader("traceresponse", trace.traceparent()));
        if (!RequestPath.isResource(RequestPath.of(request))) {
            response.setHeader("Cache-Control", "no-store");
        }
        if (https) {
            response.setHeader("Strict-Transport-Security", HSTS);
        }
    }
}
