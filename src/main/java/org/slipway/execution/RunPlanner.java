package org.slipway.execution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slipway.history.MigrationHistory;
import org.slipway.history.MigrationHistory.AppliedStep;
import org.slipway.history.PlannedStep;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;
import org.slipway.status.FoundStep;
import org.slipway.status.MigrationStates.Entry;

/** Decides what a run does, and finds everything that keeps it from starting. */
final class RunPlanner {
    private final RunOptions options;
    private final List<Problem> problems = new ArrayList<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();

    private RunPlanner(RunOptions options) {
        this.options = options;
    }

    /**
     * @param steps empty when nothing is pending or there are problems
     * @param unsettled true when there are autocommit steps whose end was not recorded
     */
    record Plan(List<Migration> migrations, List<PlannedStep> steps, List<Problem> problems, boolean unsettled) {}

    static Plan plan(List<Entry> entries, List<Problem> known, RunOptions options) {
        RunPlanner planner = new RunPlanner(options);
        planner.problems.addAll(known);
        int target = planner.target(entries);
        for (int place = 0; place < entries.size(); place++) {
            planner.consider(entries.get(place), place <= target);
        }
        boolean unsettled = entries.stream().anyMatch(entry -> entry.found() != null);
        return planner.problems.isEmpty()
                ? new Plan(planner.migrations, planner.steps, List.of(), unsettled)
                : new Plan(List.of(), List.of(), planner.problems, unsettled);
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
        if (entry.state() == MigrationState.CHANGED) {
            problems.add(Problem.of(entry.migration().script(), entry.reason()));
        }
        if (upToTarget && (entry.state().isPending() || entry.state() == MigrationState.LATE && options.outOfOrder())) {
            plan(entry);
        }
    }

    private void plan(Entry entry) {
        Migration migration = entry.migration();
        if (isOpen(entry.found())) {
            problems.add(Problem.of(migration.script(), entry.reason()));
            return;
        }
        MigrationHistory history = entry.history();
        int from = 1;
        int index = history == null ? 1 : history.nextIndex();
        if (history != null && !history.open().isEmpty()) {
            if (!isUnchanged(migration, history)) {
                if (migration.kind() == MigrationKind.VERSIONED) {
                    problems.add(Problem.of(
                            migration.script(),
                            "The part that is already applied (up to statement " + (history.nextStatement() - 1)
                                    + ") was edited since. Restore the text that was applied"));
                    return;
                }
            } else {
                from = history.nextStatement();
            }
        }
        List<PlannedStep> planned = remaining(migration, from, index);
        migrations.add(migration);
        steps.addAll(planned);
    }

    /** True while nobody may run its statement again. */
    private boolean isOpen(FoundStep found) {
        return found != null
                && (found.isRunning() || found.isUndecided() && options.undecided() == RunOptions.Undecided.REFUSE);
    }

    /**
     * The author's steps from a statement on. A step without a transaction is one step for each of its statements, and begins
     * in a transaction all the same: what PostgreSQL lets run there is recorded in it, and only the rest runs with autocommit.
     */
    private static List<PlannedStep> remaining(Migration migration, int from, int firstIndex) {
        List<PlannedStep> planned = new ArrayList<>();
        for (Step step : migration.steps()) {
            int first = Math.max(step.firstStatement(), from);
            if (first > step.lastStatement() && migration.statements() > 0) {
                continue;
            }
            int size = step.transactional() ? step.lastStatement() - first + 1 : 1;
            for (int next = first; next <= Math.max(first, step.lastStatement()); next += Math.max(size, 1)) {
                planned.add(planned(
                        migration,
                        step,
                        firstIndex + planned.size(),
                        next,
                        Math.min(next + size - 1, step.lastStatement())));
            }
        }
        if (planned.isEmpty()) {
            // only statements that do nothing are left, but the migration is not recorded as complete
            planned.add(planned(
                    migration, migration.steps().get(migration.steps().size() - 1), firstIndex, from, from - 1));
        }
        PlannedStep last = planned.remove(planned.size() - 1);
        planned.add(PlannedSteps.completing(last));
        return planned;
    }

    private static PlannedStep planned(Migration migration, Step step, int index, int first, int last) {
        return new PlannedStep(
                migration.key(),
                migration.label(),
                migration.description(),
                migration.script(),
                index,
                step.title(),
                first,
                last,
                step.line(),
                true,
                false,
                step.lockTimeout(),
                step.statementTimeout(),
                null);
    }

    private boolean isUnchanged(Migration migration, MigrationHistory history) {
        int last = history.nextStatement() - 1;
        try (SqlScript script = new SqlScript(migration.content().open())) {
            StatementHashes hashes = new StatementHashes();
            for (SqlStatement next = script.next(); next != null && next.number() <= last; next = script.next()) {
                hashes.add(next);
            }
            byte[] now = hashes.toByteArray();
            return history.open().stream().allMatch(step -> isUnchanged(step, now));
        } catch (IOException | SqlSyntaxException e) {
            problems.add(Problem.of(migration.script(), e.getMessage()));
            return true;
        }
    }

    private static boolean isUnchanged(AppliedStep step, byte[] now) {
        int from = (step.firstStatement() - 1) * StatementHashes.BYTES;
        int to = step.lastStatement() * StatementHashes.BYTES;
        return to <= now.length
                && Arrays.equals(now, from, to, step.statementHashes(), 0, step.statementHashes().length);
    }
}
