package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Whether another site makes a browser change something here. */
final class CrossSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private CrossSite() {}

    /**
     * By {@code Sec-Fetch-Site}, which no script can set, else by {@code Origin}. A request with neither does not come from
     * a browser of this decade; the page's own token still stands before it.
     */
    static boolean isForged(HttpServletRequest request, Optional<URI> baseUrl) {
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(ownOrigin(request, baseUrl));
    }

    private static String ownOrigin(HttpServletRequest request, Optional<URI> baseUrl) {
        URI own = baseUrl.orElseGet(() -> URI.create(request.getRequestURL().toString()));
        return own.getScheme() + "://" + own.getRawAuthority();
    }
}
