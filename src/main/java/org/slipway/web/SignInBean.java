package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slipway.security.SignIn;

/** The sign-in page. */
@Named
@RequestScoped
public class SignInBean {
    @Inject
    SignIn signIn;

    @Inject
    TextBean text;

    @Inject
    FacesContext faces;

    private String user;
    private String password;
    private String returnTo;

    public void signIn() throws IOException {
        SignIn.Outcome outcome = signIn.signIn(request(), response(), user, password, returnTo);
        if (outcome instanceof SignIn.Outcome.SignedIn signedIn) {
            redirect(signedIn.location());
        } else if (outcome instanceof SignIn.Outcome.TooManyTries) {
            refuse("signIn.tooMany");
        } else {
            refuse("signIn.failed");
        }
    }

    private void refuse(String key) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text.plain(key), null));
    }

    private void redirect(String location) throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.redirect(location);
        faces.responseComplete();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) faces.getExternalContext().getResponse();
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getReturnTo() {
        return returnTo;
    }

    public void setReturnTo(String returnTo) {
        this.returnTo = returnTo;
    }
}
