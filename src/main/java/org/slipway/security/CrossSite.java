package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/** Whether another site makes a browser change something here. */
final class CrossSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private CrossSite() {}

    /**
     * By {@code Sec-Fetch-Site}, which no script can set, else by {@code Origin}. A request with neither does not come from
     * a browser of this decade; the page's own token still stands before it.
     *
     * @param baseUrl the console's own, as browsers know it
     */
    static boolean isForged(HttpServletRequest request, URI baseUrl) {
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority());
    }
}
