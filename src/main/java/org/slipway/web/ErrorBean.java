package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.slipway.security.SignIn;
import org.slipway.security.SignInProblem;

/** What the error page says. Never a stack trace: that is for the server's log. */
@Named
@RequestScoped
public class ErrorBean {
    private static final Set<Integer> EXPLAINED = Set.of(400, 404, 405, 503);

    @Inject
    FacesContext faces;

    @Inject
    SignIn signIn;

    @Inject
    CallerBean caller;

    /** Middle of the message keys; 500 stands for everything that has no words of its own. */
    public String getKind() {
        SignInProblem problem = SignInProblem.of(request());
        if (problem != null) {
            return "signIn." + problem.failure();
        }
        int status = ((HttpServletResponse) faces.getExternalContext().getResponse()).getStatus();
        if (status == HttpServletResponse.SC_FORBIDDEN) {
            return signIn.problemOf(request()).map(found -> "account." + found).orElse(whyRefused());
        }
        return EXPLAINED.contains(status) ? String.valueOf(status) : "500";
    }

    /** Who has a role is refused as a viewer, or because another site sent the request: before anybody is asked who it is. */
    private String whyRefused() {
        return caller.isViewer() ? "403viewer" : "403foreign";
    }

    /** Name of the account without a role that met the error; null for everybody else. */
    public String getAccount() {
        return signIn.problemOf(request())
                .map(problem -> request().getRemoteUser())
                .orElse(null);
    }

    /** Address that begins a sign-in anew after one that did not succeed; null for other errors. */
    public String getTryAgain() {
        SignInProblem problem = SignInProblem.of(request());
        return problem == null ? null : problem.tryAgain();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
    }
}
