package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.slipway.execution.HistoryAmendments;
import org.slipway.execution.Reason;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.security.CurrentActor;
import org.slipway.status.ChangeReader;
import org.slipway.status.ScriptChanges;
import org.slipway.status.StatusReader;

/** The question before the history of a migration is mended: what it says, what it would say, and why. */
@Named
@RequestScoped
public class RepairBean {
    @Inject
    HistoryAmendments amendments;

    @Inject
    StatusReader statusReader;

    @Inject
    ChangeReader changeReader;

    @Inject
    AmendmentPages answers;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    FacesContext faces;

    private String key;
    private String action;
    private String fingerprint;
    private String reason;
    private RepairPreview preview;
    private ScriptChanges changes;

    public void ask() {
        try {
            preview = RepairAction.named(action)
                    .flatMap(named -> amendments.previewRepair(key, named))
                    .orElse(null);
            if (preview == null) {
                pages.notFound();
                return;
            }
            fingerprint = preview.fingerprint();
            changes = statusReader.read().find(key).map(changeReader::changes).orElse(null);
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDashboard()));
        }
    }

    public void repair() {
        Optional<String> why = Reason.of(reason);
        Optional<RepairAction> named = RepairAction.named(action);
        try {
            boolean shown = named.isPresent()
                    && answers.show(
                            why.map(said -> amendments.repair(key, named.get(), fingerprint, said, actor.get())));
            if (!shown) {
                ask();
            }
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDashboard()));
        }
    }

    /** False for an address that asks nothing. */
    public boolean isAsking() {
        return faces.isPostback() || preview != null;
    }

    /** True also while the pressed button is worked off: Faces passes over a button that is not rendered. */
    public boolean isPossible() {
        return faces.isPostback() || preview != null && preview.refusal() == null;
    }

    /** Null while the pressed button is worked off. */
    public RepairPreview getPreview() {
        return preview;
    }

    /** Null where nothing is applied that the file could differ from. */
    public ScriptChanges getChanges() {
        return changes;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getFingerprint() {
        return fingerprint;
    }

    public void setFingerprint(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
