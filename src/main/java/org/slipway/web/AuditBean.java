package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.AuditReader;
import org.slipway.history.DatabaseUnavailableException;

/** The audit page: who did what, newest first, a page at a time. */
@Named
@RequestScoped
public class AuditBean {
    static final int PAGE = 100;

    @Inject
    AuditReader reader;

    @Inject
    PagesBean pages;

    @Inject
    TextBean text;

    @Inject
    FacesContext faces;

    private String actor;
    private String action;
    private String from;
    private String until;
    private String run;
    private String before;
    private List<AuditEvent> events = List.of();
    private boolean more;
    private boolean tableMissing;
    private String unreadable;
    private String databaseError;

    /** Reads one more than it shows, to know whether there is an older page. */
    public void load() {
        try {
            List<AuditEvent> found =
                    reader.list(criteria().filter(), PAGE + 1, AuditCriteria.number(before, "audit.noEntry"));
            more = found.size() > PAGE;
            events = more ? found.subList(0, PAGE) : found;
            tableMissing = events.isEmpty() && !reader.exists();
        } catch (AuditCriteria.UnreadableException e) {
            unreadable = text.with(e.key(), e.getMessage());
            faces.getExternalContext().setResponseStatus(400);
        } catch (DatabaseUnavailableException e) {
            databaseError = e.getMessage();
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    private AuditCriteria criteria() {
        return new AuditCriteria(actor, action, from, until, run);
    }

    public String getOlder() {
        return pages.audit(criteria().query(), events.get(events.size() - 1).id());
    }

    public String getNewest() {
        return pages.audit(criteria().query(), null);
    }

    public String export(String format) {
        return pages.auditExport(format, criteria().query());
    }

    /** What it is called; its bare name for one that a newer console wrote. */
    public String label(String name) {
        return text.orElse("auditAction." + name, name);
    }

    public AuditAction[] getActions() {
        return AuditAction.values();
    }

    public boolean isFiltered() {
        return !criteria().isEmpty();
    }

    public List<AuditEvent> getEvents() {
        return events;
    }

    public boolean isMore() {
        return more;
    }

    /** True before the first run, which makes the table. */
    public boolean isTableMissing() {
        return tableMissing;
    }

    /** What of the filter can't be understood; null where all can. */
    public String getUnreadable() {
        return unreadable;
    }

    /** Null while the database answers. */
    public String getDatabaseError() {
        return databaseError;
    }

    public String getActor() {
        return actor;
    }

    public void setActor(String actor) {
        this.actor = actor;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public String getRun() {
        return run;
    }

    public void setRun(String run) {
        this.run = run;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }
}
