package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.slipway.execution.MigrationRunner;
import org.slipway.execution.RunOptions;
import org.slipway.execution.RunOptions.Undecided;
import org.slipway.execution.StartOutcome;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.security.CurrentActor;
import org.slipway.status.LeftOvers;
import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;
import org.slipway.status.StatusReader;

/** The question before a migration is taken back: what runs, where, and which one is meant. */
@Named
@RequestScoped
public class UndoBean {
    @Inject
    StatusReader reader;

    @Inject
    MigrationRunner runner;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    TextBean text;

    @Inject
    FacesContext faces;

    private String key;
    private String name;
    private Undecided undecided = Undecided.REFUSE;
    private boolean rebuildInvalidIndexes;
    private SchemaStatus status;
    private MigrationStatus migration;

    /** There is a question only about what can be taken back; otherwise the migration's page says why it can't. */
    public void ask() {
        migration = getStatus().find(key).orElse(null);
        if (migration == null) {
            pages.notFound();
        } else if (status.activeRun() != null) {
            pages.redirect(Notice.ALREADY_ACTIVE.in(pages.run(status.activeRun().id())));
        } else if (status.database() == null) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.migration(key)));
        } else if (migration.undoObstacle() != null) {
            pages.redirect(Notice.NOT_UNDONE.in(pages.migration(key)));
        }
    }

    public void undo() {
        ask();
        if (faces.getResponseComplete()) {
            return;
        }
        if (!migration.isNamed(name)) {
            String message = text.with("undo.name.wrong", migration.label());
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
            return;
        }
        try {
            pages.redirect(
                    pageAfter(runner.start(actor.get(), RunOptions.undo(key, undecided, rebuildInvalidIndexes))));
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.migration(key)));
        }
    }

    private String pageAfter(StartOutcome outcome) {
        if (outcome instanceof StartOutcome.Started started) {
            return pages.run(started.runId());
        }
        return outcome instanceof StartOutcome.AlreadyActive active
                ? Notice.ALREADY_ACTIVE.in(pages.run(active.runId()))
                : Notice.NOT_UNDONE.in(pages.migration(key));
    }

    /** True also while the pressed button is worked off: Faces passes over a button that is not rendered. */
    public boolean isAsking() {
        return faces.isPostback() || migration != null;
    }

    /** Null while the pressed button is worked off. */
    public MigrationStatus getMigration() {
        return migration;
    }

    public SchemaStatus getStatus() {
        if (status == null) {
            status = reader.read();
        }
        return status;
    }

    /** What else is asked; other migrations' undecided steps keep this one from being taken back. */
    public LeftOvers getLeftOvers() {
        return getStatus().leftOvers();
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    /** What the admin has typed. */
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Undecided getUndecided() {
        return undecided;
    }

    public void setUndecided(Undecided undecided) {
        this.undecided = undecided == null ? Undecided.REFUSE : undecided;
    }

    public boolean isRebuildInvalidIndexes() {
        return rebuildInvalidIndexes;
    }

    public void setRebuildInvalidIndexes(boolean rebuildInvalidIndexes) {
        this.rebuildInvalidIndexes = rebuildInvalidIndexes;
    }
}
