package org.slipway.security;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Redirects by path alone, as RFC 9110, 10.2.2 allows. Servers would complete it with the {@code Host} of the request and
 * the scheme that they see themselves: wrong behind a proxy that ends TLS, and a stranger's choice.
 */
final class LocalRedirect extends HttpServletResponseWrapper {
    LocalRedirect(HttpServletResponse response) {
        super(response);
    }

    static void send(HttpServletResponse response, String path) {
        response.resetBuffer();
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", path);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (location.startsWith("/") && !location.startsWith("//")) {
            send(this, location);
        } else {
            super.sendRedirect(location);
        }
    }
}
