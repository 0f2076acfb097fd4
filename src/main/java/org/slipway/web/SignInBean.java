package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slipway.security.SignIn;

/** The sign-in page, and the button that ends the session. */
@Named
@RequestScoped
public class SignInBean {
    @Inject
    SignIn signIn;

    @Inject
    FacesContext faces;

    private String user;
    private String password;
    private String returnTo;

    public void signIn() throws IOException {
        SignIn.Outcome outcome = signIn.signIn(request(), user, password, returnTo);
        if (outcome instanceof SignIn.Outcome.SignedIn signedIn) {
            redirect(signedIn.location());
        } else if (outcome instanceof SignIn.Outcome.TooManyTries) {
            refuse("Too many wrong passwords. Try again in a second.");
        } else {
            refuse("Wrong user or password.");
        }
    }

    public void signOut() throws IOException {
        signIn.signOut(request());
        redirect(request().getContextPath() + "/signed-out");
    }

    private void refuse(String sentence) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
    }

    private void redirect(String location) throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.redirect(location);
        faces.responseComplete();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
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
