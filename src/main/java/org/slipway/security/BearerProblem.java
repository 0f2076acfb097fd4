package org.slipway.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Why the API does not answer a caller, in both forms that programs read: {@code WWW-Authenticate} of RFC 6750 and the
 * problem of RFC 9457. For the requests that never reach the API's own code, and for those that do.
 *
 * @param error of RFC 6750; null for a request without a token, which is no error yet
 * @param type name of the problem, or null for one that its status says it all
 */
public record BearerProblem(int status, String error, String type, String title, String detail) {
    /** Name of the header that {@link #challenge} is for. */
    public static final String HEADER = "WWW-Authenticate";

    /** Detail for somebody known. */
    public static final String ROLES_DO_NOT_ALLOW = "The bearer token is good, but its roles do not allow this.";

    private static final String SCHEME = "Bearer realm=\"slipway\"";

    static BearerProblem noToken(String advice) {
        return new BearerProblem(401, null, null, "Unauthorized", advice);
    }

    static BearerProblem refused(RefusedTokenException refusal) {
        return new BearerProblem(
                401, "invalid_token", refusal.reason().problemType(), "Unauthorized", refusal.getMessage());
    }

    static BearerProblem twoHeaders() {
        return new BearerProblem(
                400, "invalid_request", null, "Bad Request", "Send one Authorization header, not two.");
    }

    /** For a good token of somebody who may do nothing here, or not this. */
    public static BearerProblem insufficientRole(String detail) {
        return new BearerProblem(403, "insufficient_scope", "insufficient-role", "Forbidden", detail);
    }

    /** Value of {@code WWW-Authenticate}, which goes with 401 and 403. */
    public String challenge() {
        return error == null
                ? SCHEME
                : SCHEME + ", error=\"" + error + "\", error_description=\"" + plain(detail) + "\"";
    }

    /** The characters that RFC 6750, chapter 3, allows; settings may have others. */
    private static String plain(String text) {
        return text.replace('"', '\'').replaceAll("[^\\x20-\\x5B\\x5D-\\x7E]", "?");
    }

    /** The problem's type, a name of the console's own or that of RFC 9457 for none. */
    public String typeUri() {
        return type == null ? "about:blank" : "urn:slipway:problem:" + type;
    }

    /** @param address that was asked */
    void send(String address, HttpServletResponse response) throws IOException {
        response.setHeader(HEADER, challenge());
        ProblemDetails.write(response, status, ProblemDetails.json(typeUri(), status, title, detail, address));
    }
}
