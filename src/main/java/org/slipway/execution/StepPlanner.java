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
import org.slipway.migration.Step;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/** Plans what is left to do of one script, a migration or the way back of one, from what is recorded of it. */
final class StepPlanner {
    private StepPlanner() {}

    /** The script can't go on from where it stopped; the message says why. */
    static final class EditedException extends Exception {
        private static final long serialVersionUID = 1L;

        private EditedException(String message) {
            super(message);
        }
    }

    /**
     * The author's steps that are not recorded, the last of which completes the script.
     *
     * @param history null when nothing of it is recorded
     */
    static List<PlannedStep> remaining(Migration script, MigrationHistory history) throws EditedException {
        if (history == null) {
            return remaining(script, 1, 1);
        }
        if (history.open().isEmpty()) {
            return remaining(script, 1, history.nextIndex());
        }
        if (isUnchanged(script, history)) {
            return remaining(script, history.nextStatement(), history.nextIndex());
        }
        if (script.kind() == MigrationKind.REPEATABLE) {
            return remaining(script, 1, history.nextIndex());
        }
        throw new EditedException("The part that is already applied (up to statement " + (history.nextStatement() - 1)
                + ") was edited since. Restore the text that was applied");
    }

    /**
     * A step without a transaction is one step for each of its statements, and begins in a transaction all the same: what
     * PostgreSQL lets run there is recorded in it, and only the rest runs with autocommit.
     */
    private static List<PlannedStep> remaining(Migration script, int from, int firstIndex) {
        List<PlannedStep> planned = new ArrayList<>();
        for (Step step : script.steps()) {
            int first = Math.max(step.firstStatement(), from);
            if (first > step.lastStatement() && script.statements() > 0) {
                continue;
            }
            int size = step.transactional() ? step.lastStatement() - first + 1 : 1;
            for (int next = first; next <= Math.max(first, step.lastStatement()); next += Math.max(size, 1)) {
                planned.add(planned(
                        script,
                        step,
                        firstIndex + planned.size(),
                        next,
                        Math.min(next + size - 1, step.lastStatement())));
            }
        }
        if (planned.isEmpty()) {
            // only statements that do nothing are left, but the script is not recorded as complete
            planned.add(planned(script, script.steps().get(script.steps().size() - 1), firstIndex, from, from - 1));
        }
        PlannedStep last = planned.remove(planned.size() - 1);
        planned.add(PlannedSteps.completing(last));
        return planned;
    }

    private static PlannedStep planned(Migration script, Step step, int index, int first, int last) {
        return new PlannedStep(
                script.key(),
                script.label(),
                script.description(),
                script.script(),
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

    private static boolean isUnchanged(Migration script, MigrationHistory history) throws EditedException {
        int last = history.nextStatement() - 1;
        try (SqlScript text = new SqlScript(script.content().open())) {
            StatementHashes hashes = new StatementHashes();
            for (SqlStatement next = text.next(); next != null && next.number() <= last; next = text.next()) {
                hashes.add(next);
            }
            byte[] now = hashes.toByteArray();
            return history.open().stream().allMatch(step -> isUnchanged(step, now));
        } catch (IOException | SqlSyntaxException e) {
            throw new EditedException(e.getMessage());
        }
    }

    private static boolean isUnchanged(AppliedStep step, byte[] now) {
        int from = (step.firstStatement() - 1) * StatementHashes.BYTES;
        int to = step.lastStatement() * StatementHashes.BYTES;
        return to <= now.length
                && Arrays.equals(now, from, to, step.statementHashes(), 0, step.statementHashes().length);
    }
}
