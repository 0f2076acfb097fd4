package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.execution.HistoryAmendments;
import org.slipway.execution.Reason;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.migration.MigrationState;
import org.slipway.repair.BaselinePreview;
import org.slipway.repair.StateChange;
import org.slipway.security.CurrentActor;

/** The question up to where migrations count as applied: first which version, then whether that is meant, and why. */
@Named
@RequestScoped
public class BaselineBean {
    @Inject
    HistoryAmendments amendments;

    @Inject
    AmendmentPages answers;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    FacesContext faces;

    private String version;
    private String fingerprint;
    private String reason;
    private BaselinePreview preview;

    /** A parameter without a value is a choice too: that nothing counts as applied. */
    public void ask() {
        version = faces.getExternalContext().getRequestParameterMap().get("version");
        if (version != null) {
            look();
        }
    }

    private void look() {
        try {
            preview = amendments
                    .previewBaseline(version.isEmpty() ? null : version)
                    .orElse(null);
            if (preview == null) {
                pages.notFound();
            } else {
                fingerprint = preview.fingerprint();
            }
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDashboard()));
        }
    }

    public void make() {
        String last = version.isEmpty() ? null : version;
        try {
            if (!answers.show(Reason.of(reason).map(why -> amendments.baseline(last, fingerprint, why, actor.get())))) {
                look();
            }
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDashboard()));
        }
    }

    public List<String> getChoices() {
        return amendments.baselines();
    }

    public List<StateChange> getCovered() {
        return preview.migrations().stream()
                .filter(migration -> migration.after() == MigrationState.BASELINE)
                .toList();
    }

    public List<StateChange> getOthers() {
        return preview.migrations().stream()
                .filter(migration -> migration.after() != MigrationState.BASELINE)
                .toList();
    }

    /** True also while the pressed button is worked off: Faces passes over a button that is not rendered. */
    public boolean isPossible() {
        return faces.isPostback() || preview != null && preview.refusal() == null;
    }

    /** Null before a version is chosen, and while the pressed button is worked off. */
    public BaselinePreview getPreview() {
        return preview;
    }

    /** Empty when nothing counts as applied, null before anything is chosen. */
    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version == null ? "" : version;
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
