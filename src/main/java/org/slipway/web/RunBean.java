package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.slipway.execution.MigrationRunner;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStep;
import org.slipway.history.StepError;
import org.slipway.history.StepStatus;
import org.slipway.security.CurrentActor;

/** One run's page: what it did, what it does, and the button that stops it. */
@Named
@RequestScoped
public class RunBean {
    static final int ROWS = 300;
    private static final int NEXT_WAITING = 20;

    @Inject
    RunReader reader;

    @Inject
    MigrationRunner runner;

    @Inject
    CurrentActor actor;

    @Inject
    CallerBean caller;

    @Inject
    PagesBean pages;

    @Inject
    FacesContext faces;

    private long id;
    private boolean all;
    private Run run;
    private String databaseError;

    public void load() {
        try {
            Optional<Run> found = reader.find(id);
            found.ifPresentOrElse(r -> run = r, pages::notFound);
        } catch (DatabaseUnavailableException e) {
            databaseError = e.getMessage();
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    public void cancel() {
        try {
            Notice notice = runner.cancel(id, actor.get()) ? Notice.CANCEL_REQUESTED : Notice.ALREADY_ENDED;
            pages.redirect(notice.in(pages.run(id)));
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.run(id)));
        }
    }

    /**
     * True also while a pressed button is worked off: Faces passes over a button that is not rendered, and the run is not
     * read before it is pressed. {@code MigrationRunner} knows best whether it is still active.
     */
    public boolean isCancellable() {
        return caller.isAdmin()
                && (faces.isPostback() || run != null && run.status().isActive() && run.cancelRequestedBy() == null);
    }

    public List<RunStep> getSteps() {
        return all ? run.steps() : Rows.worthALook(run.steps(), ROWS, NEXT_WAITING);
    }

    public int getHidden() {
        return run.steps().size() - getSteps().size();
    }

    public List<RunStep> getFailed() {
        return run.steps().stream().filter(s -> s.error() != null).toList();
    }

    public List<String> getWarnings() {
        return run.warnings();
    }

    public long getApplied() {
        return run.steps().stream()
                .filter(s -> s.status() == StepStatus.APPLIED || s.status() == StepStatus.UNDONE)
                .count();
    }

    public MarkedStatement statement(StepError error) {
        return MarkedStatement.of(error.statement(), error.mark());
    }

    /** Null where there is none or the database can't be asked. */
    public Run getRun() {
        return run;
    }

    /** Null while the database answers. */
    public String getDatabaseError() {
        return databaseError;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }
}
