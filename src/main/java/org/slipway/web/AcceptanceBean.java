package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slipway.execution.DriftAcceptance;
import org.slipway.execution.Reason;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.security.CurrentActor;
import org.slipway.status.DriftReader;
import org.slipway.status.ObjectDrift;

/** The question before drift is accepted: what, and why. */
@Named
@RequestScoped
public class AcceptanceBean {
    @Inject
    DriftReader reader;

    @Inject
    DriftAcceptance acceptance;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    TextBean text;

    @Inject
    FacesContext faces;

    private String chosen = "";
    private String reason;
    private List<ObjectDrift> drifts = List.of();

    /** Faces reads one value of a parameter; here there is one for each chosen drift. */
    public void ask() {
        Map<String, String[]> parameters = faces.getExternalContext().getRequestParameterValuesMap();
        chosen = String.join(" ", parameters.getOrDefault("drift", new String[0]));
        drifts = reader.now().differences().stream()
                .filter(drift -> fingerprints().contains(drift.fingerprint()))
                .toList();
        if (drifts.isEmpty()) {
            pages.redirect(Notice.NOTHING_CHOSEN.in(pages.getDrift()));
        } else if (drifts.size() != fingerprints().size()) {
            pages.redirect(Notice.DRIFT_OUTDATED.in(pages.getDrift()));
        }
    }

    public void accept() {
        Optional<String> why = Reason.of(reason);
        if (why.isEmpty()) {
            faces.addMessage(
                    null,
                    new FacesMessage(
                            FacesMessage.SEVERITY_ERROR, text.with("accept.reason.missing", Reason.LIMIT), null));
            return;
        }
        try {
            boolean accepted = acceptance.accept(fingerprints(), why.get(), actor.get());
            pages.redirect((accepted ? Notice.DRIFT_ACCEPTED : Notice.DRIFT_OUTDATED).in(pages.getDrift()));
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDrift()));
        }
    }

    private List<String> fingerprints() {
        return Arrays.stream(chosen.split("[^0-9a-f]+"))
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    public int getCount() {
        return fingerprints().size();
    }

    /** Empty while the pressed button is worked off. */
    public List<ObjectDrift> getDrifts() {
        return drifts;
    }

    /** Fingerprints, separated by blanks. */
    public String getChosen() {
        return chosen;
    }

    public void setChosen(String chosen) {
        this.chosen = chosen == null ? "" : chosen;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
