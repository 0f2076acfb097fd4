package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.migration.MigrationState;
import org.slipway.migration.Problem;
import org.slipway.status.CheckResult;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaStatus;
import org.slipway.status.StatusReader;

/** The dashboard: the status as it was read once for this request. */
@Named
@RequestScoped
public class DashboardBean {
    /** How many rows the table has unless all are asked for: more take a browser longer to lay out than to fetch. */
    static final int ROWS = 500;

    private static final int NAMED_DRIFTS = 5;

    @Inject
    StatusReader reader;

    @Inject
    PagesBean pages;

    private SchemaStatus status;
    private boolean all;

    public SchemaStatus getStatus() {
        if (status == null) {
            status = reader.read();
        }
        return status;
    }

    public Verdict getVerdict() {
        return Verdict.of(getStatus());
    }

    /** While a run is under way, being partly applied is nothing to look after. */
    public List<MigrationStatus> getAttention() {
        boolean running = getStatus().activeRun() != null;
        return getStatus().migrations().stream()
                .filter(SchemaStatus::needsAttention)
                .filter(m -> !running || m.state() != MigrationState.PARTIAL)
                .toList();
    }

    /**
     * Checks of migrations that are not pending and that the live schema does not answer with yes. That a drifted
     * migration's are missing is the reason it is drifted, and said there.
     */
    public List<CheckResult> getFailedChecks() {
        return getStatus().migrations().stream()
                .filter(m -> !m.state().isPending())
                .flatMap(m -> m.checks().stream().filter(c -> isNews(m, c.answer())))
                .toList();
    }

    private static boolean isNews(MigrationStatus migration, CheckResult.Answer answer) {
        return switch (answer) {
            case PRESENT -> false;
            case MISSING -> migration.state() != MigrationState.DRIFTED;
            case UNKNOWN -> true;
        };
    }

    /** The first few objects that are not as they were left; the page of drift has all. */
    public List<ObjectDrift> getDrifts() {
        return getStatus().drift().differences().stream().limit(NAMED_DRIFTS).toList();
    }

    /** What a run would work on, without late ones. */
    public List<MigrationStatus> getPending() {
        return getStatus().migrations().stream()
                .filter(m -> m.state().isPending())
                .toList();
    }

    /** True when pressing Run can do something. */
    public boolean isRunnable() {
        SchemaStatus now = getStatus();
        return now.database() != null
                && now.activeRun() == null
                && now.problems().isEmpty()
                && now.pending() + now.late() > 0;
    }

    /** True where nothing is applied yet, so that somebody may have to say that something is. */
    public boolean isBaselineable() {
        SchemaStatus now = getStatus();
        return now.database() != null
                && now.activeRun() == null
                && !now.migrations().isEmpty()
                && now.migrations().stream().allMatch(m -> m.installedOn() == null);
    }

    /** Where the problem can be looked at; null when its file can't be shown. */
    public String address(Problem problem) {
        if (getStatus().undecided().stream()
                .anyMatch(each -> each.table().name().equals(problem.script()))) {
            return pages.adopt(problem.script());
        }
        return getStatus().migrations().stream()
                .filter(m -> m.migration() != null && problem.script().equals(m.script()))
                .findFirst()
                .map(m -> pages.line(m.key(), problem.line()))
                .orElse(null);
    }

    /** All rows, or those that need a look first: the newest ones, and whatever is not simply applied. */
    public List<MigrationStatus> getRows() {
        return all ? getStatus().migrations() : Rows.worthALook(getStatus().migrations(), ROWS);
    }

    public int getHidden() {
        return getStatus().migrations().size() - getRows().size();
    }

    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }
}
