package org.slipway.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slipway.audit.AuditExport;
import org.slipway.audit.AuditFilter;
import org.slipway.audit.AuditReader;
import org.slipway.audit.AuditTrail;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.security.CurrentActor;

/**
 * The audit trail as a file, with the filter of the page that links to it. 400 for a filter that can't be understood, 503
 * while the database is away. Recorded before the first byte: also a part of it has left the console.
 */
@WebServlet({PageAddresses.AUDIT_CSV, PageAddresses.AUDIT_JSON})
public class AuditExportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient AuditReader reader;

    @Inject
    transient AuditTrail trail;

    @Inject
    transient CurrentActor actor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AuditCriteria criteria = new AuditCriteria(
                request.getParameter("actor"),
                request.getParameter("action"),
                request.getParameter("from"),
                request.getParameter("until"),
                request.getParameter("run"));
        AuditExport format =
                request.getServletPath().equals(PageAddresses.AUDIT_CSV) ? AuditExport.CSV : AuditExport.JSON;
        try {
            export(criteria, format, response);
        } catch (AuditCriteria.UnreadableException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } catch (DatabaseUnavailableException e) {
            unavailable(response, e);
        }
    }

    private void export(AuditCriteria criteria, AuditExport format, HttpServletResponse response)
            throws IOException, AuditCriteria.UnreadableException {
        AuditFilter filter = criteria.filter();
        trail.exported(actor.get(), format, filter);
        response.setContentType(format.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName(format) + "\"");
        reader.export(filter, format, response.getOutputStream());
    }

    private static String fileName(AuditExport format) {
        return "slipway-" + LocalDate.now(ZoneOffset.UTC) + "-" + format.fileName();
    }

    /** What is under way can only be cut off: JSON without its end is none, and the connection ends with an error. */
    private static void unavailable(HttpServletResponse response, DatabaseUnavailableException e) throws IOException {
        if (response.isCommitted()) {
            throw e;
        }
        response.reset();
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
