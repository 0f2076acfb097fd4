package org.slipway.security;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Errors as RFC 9457 has them, for requests that never reach the API's own code. */
final class ProblemDetails {
    static final String CONTENT_TYPE = "application/problem+json";

    private ProblemDetails() {}

    static String json(int status, String title, String detail) {
        return members("about:blank", status, title, detail).build().toString();
    }

    /** @param instance the address that was asked */
    static String json(String type, int status, String title, String detail, String instance) {
        return members(type, status, title, detail)
                .add("instance", instance)
                .build()
                .toString();
    }

    private static JsonObjectBuilder members(String type, int status, String title, String detail) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
    }

    static void write(HttpServletResponse response, int status, String title, String detail) throws IOException {
        write(response, status, json(status, title, detail));
    }

    static void write(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType(CONTENT_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json);
    }
}
