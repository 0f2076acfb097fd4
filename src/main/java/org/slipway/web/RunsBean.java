package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.Run;
import org.slipway.history.RunReader;

/** The list of runs, newest first, a page at a time. */
@Named
@RequestScoped
public class RunsBean {
    static final int PAGE = 50;

    @Inject
    RunReader reader;

    @Inject
    FacesContext faces;

    private Long before;
    private List<Run> runs = List.of();
    private boolean more;
    private String databaseError;

    /** Reads one more than it shows, to know whether there is an older page. */
    public void load() {
        try {
            List<Run> found = reader.list(PAGE + 1, before);
            more = found.size() > PAGE;
            runs = more ? found.subList(0, PAGE) : found;
        } catch (DatabaseUnavailableException e) {
            databaseError = e.getMessage();
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    public List<Run> getRuns() {
        return runs;
    }

    public boolean isMore() {
        return more;
    }

    /** Where the older page begins. */
    public long getOldest() {
        return runs.get(runs.size() - 1).id();
    }

    /** Null while the database answers. */
    public String getDatabaseError() {
        return databaseError;
    }

    public Long getBefore() {
        return before;
    }

    public void setBefore(Long before) {
        this.before = before;
    }
}
