package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Objects;
import org.slipway.execution.MigrationRunner;
import org.slipway.execution.RunOptions;
import org.slipway.execution.RunOptions.Undecided;
import org.slipway.execution.StartOutcome;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.migration.MigrationState;
import org.slipway.security.CurrentActor;
import org.slipway.status.LeftOvers;
import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;

/** The question before a run: what will run, and where. */
@Named
@RequestScoped
public class StartBean {
    @Inject
    DashboardBean dashboard;

    @Inject
    MigrationRunner runner;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    FacesContext faces;

    private String target;
    private boolean outOfOrder;
    private Undecided undecided = Undecided.REFUSE;
    private boolean rebuildInvalidIndexes;

    /** There is a question only where there is something to run; otherwise the dashboard says what is the matter. */
    public void ask() {
        SchemaStatus status = dashboard.getStatus();
        if (status.activeRun() != null) {
            pages.redirect(Notice.ALREADY_ACTIVE.in(pages.run(status.activeRun().id())));
        } else if (!dashboard.isRunnable()) {
            pages.redirect(whyNot(status));
        }
    }

    private String whyNot(SchemaStatus status) {
        if (status.database() == null) {
            return pages.getDashboard();
        }
        Notice notice = status.problems().isEmpty() ? Notice.NOTHING_PENDING : Notice.INVALID;
        return notice.in(pages.getDashboard());
    }

    /** Versions that a run can stop after. */
    public List<String> getTargets() {
        return dashboard.getStatus().migrations().stream()
                .filter(m -> m.state().isPending())
                .map(MigrationStatus::version)
                .filter(Objects::nonNull)
                .toList();
    }

    public List<MigrationStatus> getLate() {
        return dashboard.getStatus().migrations().stream()
                .filter(m -> m.state() == MigrationState.LATE)
                .toList();
    }

    public void run() {
        try {
            pages.redirect(pageAfter(
                    runner.start(actor.get(), new RunOptions(target, outOfOrder, undecided, rebuildInvalidIndexes))));
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.getDashboard()));
        }
    }

    private String pageAfter(StartOutcome outcome) {
        if (outcome instanceof StartOutcome.Started started) {
            return pages.run(started.runId());
        }
        if (outcome instanceof StartOutcome.AlreadyActive active) {
            return Notice.ALREADY_ACTIVE.in(pages.run(active.runId()));
        }
        Notice notice = outcome instanceof StartOutcome.Invalid ? Notice.INVALID : Notice.NOTHING_PENDING;
        return notice.in(pages.getDashboard());
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target == null || target.isBlank() ? null : target;
    }

    public LeftOvers getLeftOvers() {
        return dashboard.getStatus().leftOvers();
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

    public boolean isOutOfOrder() {
        return outOfOrder;
    }

    public void setOutOfOrder(boolean outOfOrder) {
        this.outOfOrder = outOfOrder;
    }
}
