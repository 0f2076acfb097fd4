package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorServletTest {
    private final StringWriter body = new StringWriter();
    private final List<String> forwards = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int status = 500;

    static Stream<Throwable> refusals() {
        EJBAccessException refused = new EJBAccessException("Client not authorized for this invocation");
        return Stream.of(refused, new ServletException(refused), new ServletException(wrapped(refused)));
    }

    private static EJBException wrapped(Exception cause) {
        return new EJBException("as Faces and the container do", cause);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aBeanThatRefusesItsCallerIsForbiddenAndNoFailure(Throwable refusal) throws Exception {
        assertThat(pageAfter(refusal)).isEqualTo("403 /error.xhtml");
        assertThat(problemAfter(refusal)).startsWith("403").contains("\"status\":403", "\"title\":\"Forbidden\"");
        assertThat(refused).containsExactly("GET /api/admin/runs");
    }

    @Test
    void aFormOfAnotherSessionIsTheRequestsFault() throws Exception {
        assertThat(pageAfter(new ServletException(new ViewExpiredException("/admin/start"))))
                .isEqualTo("400 /error.xhtml");
    }

    @Test
    void whateverElseIsThrownStaysTheServersFault() throws Exception {
        assertThat(pageAfter(new ServletException(wrapped(new IllegalStateException("broken")))))
                .isEqualTo("500 /error.xhtml");
    }

    @Test
    void aStatusWithoutAnExceptionStaysAsItIs() throws Exception {
        status = 404;
        assertThat(pageAfter(null)).isEqualTo("404 /error.xhtml");
    }

    private String pageAfter(Throwable thrown) throws IOException {
        new ErrorServlet().service(request("/admin", thrown), response());
        return status + " " + forwards.get(forwards.size() - 1);
    }

    private String problemAfter(Throwable thrown) throws IOException {
        status = 500;
        ErrorServlet servlet = new ErrorServlet();
        servlet.events = new SecurityEvents() {
            @Override
            public void accessRefused(String what) {
                refused.add(what);
            }
        };
        servlet.service(request("/api/admin/runs", thrown), response());
        return status + " " + body;
    }

    private HttpServletRequest request(String failed, Throwable thrown) {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getContextPath" -> "";
            case "getMethod" -> "GET";
            case "getUserPrincipal" -> null;
            case "getAttribute" ->
                switch ((String) arguments[0]) {
                    case RequestDispatcher.ERROR_REQUEST_URI -> failed;
                    case RequestDispatcher.ERROR_EXCEPTION -> thrown;
                    default -> null;
                };
            case "getRequestDispatcher" ->
                fake(RequestDispatcher.class, (dispatcher, forward, pair) -> {
                    forwards.add((String) arguments[0]);
                    return null;
                });
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        PrintWriter writer = new PrintWriter(body, true);
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getStatus":
                    return status;
                case "setStatus":
                    status = (Integer) arguments[0];
                    return null;
                case "getWriter":
                    return writer;
                default:
                    return null;
            }
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ErrorServletTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
