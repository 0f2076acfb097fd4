package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.slipway.security.Actor;
import org.slipway.security.CurrentActor;
import org.slipway.security.Roles;

/**
 * Who looks at the page. What changes something is rendered for admins only: Faces takes no click on what it would not
 * render, so this is a guard too, though never the last one.
 */
@Named("caller")
@RequestScoped
public class CallerBean {
    @Inject
    CurrentActor current;

    private Actor actor;

    /** Null for a stranger. */
    public String getName() {
        return actor().name();
    }

    public boolean isAdmin() {
        return actor().roles().contains(Roles.ADMIN);
    }

    public boolean isViewer() {
        return !isAdmin() && actor().roles().contains(Roles.VIEWER);
    }

    /** Key of the text that says as what. */
    public String getRole() {
        return isAdmin() ? "role.admin" : isViewer() ? "role.viewer" : "role.none";
    }

    private Actor actor() {
        if (actor == null) {
            actor = current.get();
        }
        return actor;
    }
}
