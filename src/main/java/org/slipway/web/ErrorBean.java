package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** What the error page says. Never a stack trace: that is for the server's log. */
@Named
@RequestScoped
public class ErrorBean {
    private static final Set<Integer> EXPLAINED = Set.of(400, 403, 404, 405, 503);

    @Inject
    FacesContext faces;

    /** End of the message keys; 500 stands for everything that has no words of its own. */
    public int getKind() {
        int status = ((HttpServletResponse) faces.getExternalContext().getResponse()).getStatus();
        return EXPLAINED.contains(status) ? status : 500;
    }
}
