package org.slipway.security;

import jakarta.ejb.EJBAccessException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Every error that the server would otherwise show with a page of its own, which tells its name, its version and the stack:
 * JSON for programs, a page for people.
 */
@WebServlet(ErrorServlet.PATH)
public class ErrorServlet extends HttpServlet {
    static final String PATH = "/error/status";
    private static final String PAGE = "/error.xhtml";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ErrorServlet.class.getName());

    @Inject
    transient SecurityEvents events;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String failed = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed == null) {
            response.sendRedirect(request.getContextPath() + LocalPath.START_PAGE);
            return;
        }
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (isCausedBy(EJBAccessException.class, thrown)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (isCausedBy(ViewExpiredException.class, thrown)) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        String path = failed.substring(request.getContextPath().length());
        if (response.getStatus() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", AllowedMethods.header(path));
        }
        if (RequestPath.isApi(path) && response.getStatus() == HttpServletResponse.SC_FORBIDDEN) {
            refuse(request.getMethod(), failed, response);
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN && request.getUserPrincipal() != null) {
            events.accessRefused(request.getMethod() + " " + failed);
        }
        ErrorText error = ErrorText.of(response.getStatus());
        if (RequestPath.isForPrograms(path) || !AllowedMethods.isOfBrowsers(request.getMethod())) {
            ProblemDetails.write(response, response.getStatus(), error.title(), error.detail());
        } else {
            page(request, response, error);
        }
    }

    /** What the container refuses before the API's own code could. */
    private void refuse(String method, String address, HttpServletResponse response) throws IOException {
        events.accessRefused(method + " " + address);
        BearerProblem.insufficientRole(BearerProblem.ROLES_DO_NOT_ALLOW).send(address, response);
    }

    /**
     * A bean that refuses its caller, or a form of another session: Faces and the container wrap what they throw, and would
     * answer 500.
     */
    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }

    private static void page(HttpServletRequest request, HttpServletResponse response, ErrorText error)
            throws IOException {
        int status = response.getStatus();
        try {
            request.getRequestDispatcher(PAGE).forward(new FirstRequest(request), response);
        } catch (ServletException | IOException | RuntimeException e) {
            LOG.log(Level.SEVERE, "The error page itself failed", e);
            plain(response, status, error);
        }
    }

    /** Without templates: what failed may have been these. */
    private static void plain(HttpServletResponse response, int status, ErrorText error) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            response.setStatus(status);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write(error.title() + "\n\n" + error.detail() + "\n");
        }
    }
}
