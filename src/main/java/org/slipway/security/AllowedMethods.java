package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Which methods an address takes. Faces would show a page for {@code PUT} too, and servers answer {@code OPTIONS} and
 * {@code TRACE} by themselves; under {@code /api} Jakarta REST knows.
 */
final class AllowedMethods {
    private static final List<String> GET = List.of("GET");
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final List<String> READ_AND_SUBMIT = List.of("GET", "HEAD", "POST");
    private static final List<String> SUBMIT = List.of("POST");

    private AllowedMethods() {}

    static boolean contain(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return RequestPath.isApi(path) || of(path).contains(request.getMethod());
    }

    /** What links and forms send; anything else comes from a program, which has no use for a page. */
    static boolean isOfBrowsers(String method) {
        return READ_AND_SUBMIT.contains(method);
    }

    /** RFC 9110, 15.5.6: every 405 says what would be allowed. */
    static String header(String path) {
        return String.join(", ", of(path));
    }

    private static List<String> of(String path) {
        if (path.equals("/auth/token") || path.equals("/sign-out") || RequestPath.isBackChannel(path)) {
            return SUBMIT;
        }
        if (path.equals(OidcSignInServlet.PATH) || path.equals(OidcCallbackServlet.PATH)) {
            return GET; // HEAD would use up the code
        }
        return RequestPath.isResource(path) || RequestPath.isOperations(path) ? READ : READ_AND_SUBMIT;
    }
}
