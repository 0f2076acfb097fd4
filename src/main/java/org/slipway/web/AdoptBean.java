package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slipway.adoption.AdoptionEntry;
import org.slipway.adoption.AdoptionPreview;
import org.slipway.execution.Adoption;
import org.slipway.execution.Reason;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.migration.MigrationState;
import org.slipway.security.CurrentActor;
import org.slipway.status.AdoptionReader;

/** The question before another tool's history is adopted: which one, and what that would do. */
@Named
@RequestScoped
public class AdoptBean {
    static final int ROWS = 500;

    @Inject
    AdoptionReader reader;

    @Inject
    Adoption adoption;

    @Inject
    CurrentActor actor;

    @Inject
    CallerBean caller;

    @Inject
    AmendmentPages answers;

    @Inject
    FacesContext faces;

    private String table;
    private String chosen;
    private String fingerprint;
    private String reason;
    /** Null while the pressed button is worked off. */
    private List<AdoptionPreview> previews;

    private String error;

    public void load() {
        try {
            previews = reader.previews();
        } catch (DatabaseUnavailableException e) {
            previews = List.of();
            error = e.getMessage();
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    /** The one that was asked for, else the first that can be adopted, else the first; null when there is none. */
    public AdoptionPreview getPreview() {
        return previews == null
                ? null
                : Stream.of(
                                previews.stream()
                                        .filter(each -> each.table().name().equals(table)),
                                previews.stream()
                                        .filter(each -> each.obstacles().isEmpty()),
                                previews.stream())
                        .flatMap(each -> each)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether there is a button, also while it is worked off. */
    public boolean isAdoptable() {
        return caller.isAdmin()
                && (previews == null
                        || getPreview() != null && getPreview().obstacles().isEmpty());
    }

    /** Those that could be looked at instead. */
    public List<AdoptionPreview> getOthers() {
        AdoptionPreview shown = getPreview();
        return previews.stream().filter(each -> each != shown).toList();
    }

    /** First those that are not simply applied; the API has all. */
    public List<AdoptionEntry> getEntries() {
        List<AdoptionEntry> all = getPreview().entries();
        return all.size() <= ROWS
                ? all
                : Stream.concat(
                                all.stream().filter(entry -> entry.state() != MigrationState.APPLIED),
                                all.stream().filter(entry -> entry.state() == MigrationState.APPLIED))
                        .limit(ROWS)
                        .toList();
    }

    public int getHidden() {
        return getPreview().entries().size() - getEntries().size();
    }

    public List<Map.Entry<MigrationState, Integer>> getCounts() {
        return List.copyOf(getPreview().counts().entrySet());
    }

    public void adopt() {
        try {
            if (!answers.show(Reason.of(reason).map(why -> adoption.adopt(chosen, fingerprint, why, actor.get())))) {
                table = chosen;
                fingerprint = null;
                load();
            }
        } catch (DatabaseUnavailableException e) {
            previews = List.of();
            error = e.getMessage();
        }
    }

    /** Null unless the database could not be asked. */
    public String getError() {
        return error;
    }

    public String getTable() {
        return table;
    }

    public void setTable(String table) {
        this.table = table;
    }

    /** The table of the history that the button is about. */
    public String getChosen() {
        return getPreview() == null ? chosen : getPreview().table().name();
    }

    public void setChosen(String chosen) {
        this.chosen = chosen;
    }

    public String getFingerprint() {
        return fingerprint == null && getPreview() != null ? getPreview().fingerprint() : fingerprint;
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
