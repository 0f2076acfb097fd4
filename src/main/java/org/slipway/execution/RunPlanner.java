package org.slipway.execution;

import java.util.ArrayList;
import java.util.List;
import org.slipway.history.MigrationHistory;
import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationState;
import org.slipway.migration.Problem;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates.Entry;
import org.slipway.status.UndoRules;

/** Decides what a run does, and finds everything that keeps it from starting. */
final class RunPlanner {
    private final RunOptions options;
    private final List<Problem> problems = new ArrayList<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private boolean undone;

    private RunPlanner(RunOptions options) {
        this.options = options;
    }

    /**
     * @param steps empty when nothing is pending or there are problems
     * @param unsettled true when there are autocommit steps whose end was not recorded
     * @param undone true when the migration that is to be taken back is not applied
     */
    record Plan(
            List<Migration> migrations,
            List<PlannedStep> steps,
            List<Problem> problems,
            boolean unsettled,
            boolean undone) {

        /** Once it is recorded what became of such steps: a way back whose last step was one has come to its end by that. */
        Plan settled() {
            return undone ? new Plan(List.of(), List.of(), List.of(), unsettled, true) : this;
        }
    }

    static Plan plan(List<Entry> entries, List<Problem> known, RunOptions options) {
        RunPlanner planner = new RunPlanner(options);
        if (options.undo() == null) {
            planner.apply(entries, known);
        } else {
            planner.undo(entries, known);
        }
        boolean unsettled = entries.stream().anyMatch(entry -> entry.found() != null);
        return planner.problems.isEmpty()
                ? new Plan(planner.migrations, planner.steps, List.of(), unsettled, false)
                : new Plan(List.of(), List.of(), planner.problems, unsettled, planner.undone);
    }

    private void apply(List<Entry> entries, List<Problem> known) {
        problems.addAll(known);
        int target = target(entries);
        for (int place = 0; place < entries.size(); place++) {
            consider(entries.get(place), place <= target);
        }
    }

    /** What is wrong with other migrations keeps nobody from taking this one back. */
    private void undo(List<Entry> entries, List<Problem> known) {
        Entry entry = entries.stream()
                .filter(each -> each.key().equals(options.undo()))
                .findFirst()
                .orElse(null);
        if (entry == null) {
            problems.add(Problem.of("undo", "There is no migration " + options.undo()));
            return;
        }
        undone = !UndoRules.isApplied(entry.history());
        String obstacle = new UndoRules(entries).obstacle(entry);
        if (obstacle != null) {
            problems.add(Problem.of(entry.script(), obstacle));
            return;
        }
        Migration wayBack = entry.migration().wayBack();
        known.stream()
                .filter(problem -> problem.script().equals(wayBack.script()))
                .forEach(problems::add);
        if (isOpen(entry.found())) {
            problems.add(Problem.of(wayBack.script(), entry.reason()));
        }
        plan(wayBack, entry.history().undo());
    }

    /** Place of the last migration that may run. */
    private int target(List<Entry> entries) {
        if (options.target() == null) {
            return entries.size();
        }
        for (int place = entries.size() - 1; place >= 0; place--) {
            Migration migration = entries.get(place).migration();
            if (migration != null && migration.isNamed(options.target())) {
                return place;
            }
        }
        problems.add(Problem.of("target", "There is no migration of version " + options.target()));
        return -1;
    }

    /**
     * Flyway's repeatable migrations come last, so they wait when the run stops before: they are written against the newest
     * version.
     */
    private void consider(Entry entry, boolean upToTarget) {
        if (entry.state() == MigrationState.CHANGED || entry.undoBegun()) {
            problems.add(Problem.of(entry.migration().script(), entry.reason()));
        }
        if (upToTarget
                && !entry.undoBegun()
                && (entry.state().isPending() || entry.state() == MigrationState.LATE && options.outOfOrder())) {
            plan(entry);
        }
    }

    private void plan(Entry entry) {
        Migration migration = entry.migration();
        if (isOpen(entry.found())) {
            problems.add(Problem.of(migration.script(), entry.reason()));
            return;
        }
        plan(migration, entry.history());
    }

    /** @param history null when nothing of it is recorded */
    private void plan(Migration script, MigrationHistory history) {
        try {
            steps.addAll(StepPlanner.remaining(script, history));
            migrations.add(script);
        } catch (StepPlanner.EditedException e) {
            problems.add(Problem.of(script.script(), e.getMessage()));
        }
    }

    /** True while nobody may run its statement again. */
    private boolean isOpen(FoundStep found) {
        return found != null
                && (found.isRunning() || found.isUndecided() && options.undecided() == RunOptions.Undecided.REFUSE);
    }
}
