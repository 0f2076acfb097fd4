package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.regex.Pattern;
import org.slipway.audit.AuditReader;
import org.slipway.audit.AuditTrail;
import org.slipway.audit.ChainMark;
import org.slipway.audit.ChainVerification;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.security.CurrentActor;

/** The page that verifies the chain of audit events, if wanted against an event that somebody noted elsewhere. */
@Named
@RequestScoped
public class ChainBean {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    @Inject
    AuditReader reader;

    @Inject
    AuditTrail trail;

    @Inject
    CurrentActor actor;

    @Inject
    FacesContext faces;

    private String id;
    private String hash;
    private boolean unreadable;
    private ChainVerification verification;
    private String databaseError;

    public void load() {
        unreadable = isGiven()
                && !(ID.matcher(text(id)).matches() && HASH.matcher(text(hash)).matches());
        if (unreadable) {
            faces.getExternalContext().setResponseStatus(400);
        } else {
            verify(isGiven() ? new ChainMark(Long.parseLong(text(id)), text(hash)) : null);
        }
    }

    private void verify(ChainMark known) {
        try {
            verification = reader.verify(known);
            trail.verified(actor.get(), verification);
        } catch (DatabaseUnavailableException e) {
            databaseError = e.getMessage();
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    private boolean isGiven() {
        return !text(id).isEmpty() || !text(hash).isEmpty();
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }

    /** True when the noted event is none. */
    public boolean isUnreadable() {
        return unreadable;
    }

    /** True when it was compared with a noted event. */
    public boolean isCompared() {
        return isGiven() && !unreadable;
    }

    /** Null where nothing could be verified. */
    public ChainVerification getVerification() {
        return verification;
    }

    /** Null while the database answers. */
    public String getDatabaseError() {
        return databaseError;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getHash() {
        return hash;
    }

    public void setHash(String hash) {
        this.hash = hash;
    }
}
