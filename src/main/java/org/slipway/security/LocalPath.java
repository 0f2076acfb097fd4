package org.slipway.security;

/** A page of this console that a browser may be sent to; what comes from a request is never followed elsewhere. */
final class LocalPath {
    static final String START_PAGE = "/admin";
    static final String SIGN_IN_PAGE = "/sign-in";
    static final String SIGNED_OUT_PAGE = "/signed-out";

    private LocalPath() {}

    /**
     * @param wish as it came with the request, null when it did not
     * @param contextPath empty for the root
     * @return the wish when it is a page of this console, else the start page
     */
    static String orStartPage(String wish, String contextPath) {
        return wish != null && isLocal(wish, contextPath) ? wish : contextPath + START_PAGE;
    }

    /** {@code //host} and {@code /\host} are other hosts to a browser, and it drops control characters before it looks. */
    private static boolean isLocal(String path, String contextPath) {
        return path.startsWith(contextPath + "/")
                && !path.startsWith("//")
                && path.chars().noneMatch(c -> c == '\\' || c <= ' ' || c > '~')
                && !path.startsWith(contextPath + "/sign")
                && !path.startsWith(contextPath + "/oidc/");
    }
}
