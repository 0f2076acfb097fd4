package org.slipway.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slipway.export.HistoryExport;
import org.slipway.history.DatabaseUnavailableException;

/**
 * The schema history as SQL for Flyway. 302 to the page that says why when it can't be exported, 503 while the database is
 * away.
 */
@WebServlet(PageAddresses.FLYWAY_SQL)
public class FlywayExportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient HistoryExport export;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String sql = export.forFlyway().sql();
            if (sql == null) {
                response.sendRedirect(request.getContextPath() + PageAddresses.EXPORT);
                return;
            }
            response.setContentType(HistoryExport.SQL + ";charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + HistoryExport.FLYWAY_FILE + "\"");
            response.getWriter().write(sql);
        } catch (DatabaseUnavailableException e) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
