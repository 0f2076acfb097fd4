package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;

/** Which part of the console a request is for: each has its own way to say who asks, and its own form of errors. */
final class RequestPath {
    private RequestPath() {}

    /** Decoded and without the context path; as the container mapped it, so that no spelling passes it by. */
    static String of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** True where programs ask, which want JSON also for errors. */
    static boolean isForPrograms(String path) {
        return isApi(path) || path.startsWith("/auth/") || isBackChannel(path);
    }

    /** What the identity provider itself asks: no browser, so that no other site can have made it do so. */
    static boolean isBackChannel(String path) {
        return path.equals(BackChannelLogoutServlet.PATH);
    }

    /** What the server itself answers about the console. */
    static boolean isOperations(String path) {
        return path.startsWith("/health/")
                || path.equals("/metrics")
                || path.equals("/openapi")
                || path.startsWith("/openapi/");
    }

    static boolean isResource(String path) {
        return path.startsWith("/jakarta.faces.resource/");
    }
}
