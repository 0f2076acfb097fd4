package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slipway.migration.UndoKey;
import org.slipway.repair.RepairAction;

/** Where pages link to and where actions redirect to: the addresses of {@link PageAddresses} within this deployment. */
@Named("pages")
@RequestScoped
public class PagesBean {
    @Inject
    FacesContext faces;

    public String getDashboard() {
        return absolute(PageAddresses.DASHBOARD);
    }

    public String getStart() {
        return absolute(PageAddresses.START);
    }

    public String getRuns() {
        return absolute(PageAddresses.RUNS);
    }

    public String getAudit() {
        return absolute(PageAddresses.AUDIT);
    }

    /** @param before null for the newest */
    String audit(String query, Long before) {
        String older = before == null ? "" : (query.isEmpty() ? "" : "&") + "before=" + before;
        return getAudit() + (query + older).replaceFirst("^(?=.)", "?");
    }

    /** @param format {@code csv} or {@code json} */
    String auditExport(String format, String query) {
        return getAudit() + "." + format + query.replaceFirst("^(?=.)", "?");
    }

    public String auditOf(long run) {
        return getAudit() + "?run=" + run;
    }

    public String getVerify() {
        return absolute(PageAddresses.VERIFY);
    }

    public String getDrift() {
        return absolute(PageAddresses.DRIFT);
    }

    public String getAccept() {
        return absolute(PageAddresses.ACCEPT);
    }

    public String getBaseline() {
        return absolute(PageAddresses.BASELINE);
    }

    /** Where an admin is asked whether what the history says of a migration is to be mended. */
    public String repair(String key, RepairAction action) {
        return absolute(PageAddresses.REPAIR) + "?key=" + PageAddresses.encode(key) + "&action=" + action;
    }

    public String getExport() {
        return absolute(PageAddresses.EXPORT);
    }

    public String getFlywaySql() {
        return absolute(PageAddresses.FLYWAY_SQL);
    }

    public String getAdopt() {
        return absolute(PageAddresses.ADOPT);
    }

    /** @param table of another tool */
    public String adopt(String table) {
        return getAdopt() + "?table=" + PageAddresses.encode(table);
    }

    public String getSettings() {
        return absolute(PageAddresses.SETTINGS);
    }

    public String runsBefore(long id) {
        return getRuns() + "?before=" + id;
    }

    /** Where an admin is asked whether to end a session that a run waits for. */
    public String blocker(long run, int pid) {
        return absolute(PageAddresses.BLOCKER) + "?run=" + run + "&session=" + pid;
    }

    public String run(long id) {
        return absolute(PageAddresses.run(id));
    }

    /** @param key of a migration or of a way back, which is on its migration's page */
    public String migration(String key) {
        return absolute(PageAddresses.migration(UndoKey.migration(key)));
    }

    /** Where an admin is asked whether to take a migration back. */
    public String undo(String key) {
        return absolute(PageAddresses.UNDO) + "?key=" + PageAddresses.encode(key);
    }

    /** A line of a migration's SQL, or of its way back's; a script that is shown in parts opens at the part that has it. */
    public String line(String key, int line) {
        if (UndoKey.isOne(key)) {
            return migration(key) + (line < 1 ? "#undo" : "#U" + line);
        }
        String page = line > SqlListing.MAX_LINES ? part(key, SqlListing.partWith(line)) : migration(key);
        return line < 1 ? page : page + "#L" + line;
    }

    /** The part of a migration's SQL that begins with this line. */
    public String part(String key, int from) {
        String page = migration(key);
        return page + (page.contains("?") ? "&" : "?") + "from=" + from;
    }

    /** POST-redirect-GET; the rest of the Faces life cycle is left out. */
    void redirect(String address) {
        try {
            faces.getExternalContext().redirect(address);
            faces.responseComplete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with the console's own error page. */
    void notFound() {
        try {
            faces.getExternalContext().responseSendError(404, null);
            faces.responseComplete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String absolute(String address) {
        return faces.getExternalContext().getRequestContextPath() + address;
    }
}
