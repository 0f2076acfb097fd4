package org.slipway.security;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Redirects by path alone, as RFC 9110, 10.2.2 allows. Servers would complete it with the {@code Host} of the request and
 * the scheme that they see themselves: wrong behind a proxy that ends TLS, and a stranger's choice.
 */
final class LocalRedirect extends HttpServletResponseWrapper {
    private static final Pattern OTHERS = Pattern.compile("[^!-~]+");

    LocalRedirect(HttpServletResponse response) {
        super(response);
    }

    static void send(HttpServletResponse response, String path) {
        response.resetBuffer();
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", encoded(path));
    }

    /** What has no place in an address, such as the end of a header's line, percent-encoded. */
    private static String encoded(String path) {
        return OTHERS.matcher(path)
                .replaceAll(other ->
                        URLEncoder.encode(other.group(), StandardCharsets.UTF_8).replace("+", "%20"));
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
