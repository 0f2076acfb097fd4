package org.slipway.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Addresses that Faces can't map by itself: {@code /admin/runs/12} and {@code /admin/migrations/3.1} are forwarded to
 * their views with the last segment as view parameter, {@code /} and a trailing slash are redirected.
 */
@WebServlet(
        name = "pages",
        urlPatterns = {"", "/admin/*"})
public class PageServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.isEmpty() || path.equals("/")) {
            response.sendRedirect(request.getContextPath() + PageAddresses.DASHBOARD);
        } else if (path.endsWith("/")) {
            response.sendRedirect(request.getContextPath() + encoded(path.replaceFirst("/+$", "")));
        } else {
            forward(request, response, path);
        }
    }

    /** The path was decoded; a question mark in it would begin a query. */
    private static String encoded(String path) {
        return PageAddresses.encode(path).replace("%2F", "/");
    }

    private static void forward(HttpServletRequest request, HttpServletResponse response, String path)
            throws ServletException, IOException {
        String view = view(path);
        if (view == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            request.getRequestDispatcher(view).forward(request, response);
        }
    }

    /** Null for an address that no page has. */
    static String view(String path) {
        String run = after(PageAddresses.RUNS + "/", path);
        if (run != null) {
            return run.matches("[0-9]{1,18}") ? "/admin/run?id=" + run : null;
        }
        String migration = after(PageAddresses.MIGRATIONS + "/", path);
        return migration == null ? null : "/admin/migration?key=" + PageAddresses.encode(migration);
    }

    private static String after(String start, String path) {
        return path.startsWith(start) ? path.substring(start.length()) : null;
    }
}
