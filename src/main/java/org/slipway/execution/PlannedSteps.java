package org.slipway.execution;

import java.util.ArrayList;
import java.util.List;
import org.slipway.history.PlannedStep;

/** Changes to a plan. */
final class PlannedSteps {
    private PlannedSteps() {}

    static PlannedStep completing(PlannedStep step) {
        return part(
                step,
                step.index(),
                step.firstStatement(),
                step.lastStatement(),
                step.line(),
                step.transactional(),
                true,
                step.remark());
    }

    /**
     * Divides a step where PostgreSQL refused a statement: what precedes it commits as a step, the statement runs alone with
     * autocommit, the rest follows.
     *
     * @param at number of the refused statement
     * @param line where it stands
     */
    static List<PlannedStep> aroundStatement(PlannedStep step, int at, int line, String remark) {
        List<PlannedStep> parts = new ArrayList<>();
        if (at > step.firstStatement()) {
            parts.add(part(step, 0, step.firstStatement(), at - 1, step.line(), true, false, null));
        }
        parts.add(part(step, 0, at, at, line, false, false, remark));
        if (at < step.lastStatement()) {
            parts.add(part(step, 0, at + 1, step.lastStatement(), line, true, false, null));
        }
        return numbered(step, parts);
    }

    /** Divides a step before a statement that needs what came before it to be committed. */
    static List<PlannedStep> beforeStatement(PlannedStep step, int at, int line, String remark) {
        return numbered(
                step,
                List.of(
                        part(step, 0, step.firstStatement(), at - 1, step.line(), true, false, null),
                        part(step, 0, at, step.lastStatement(), line, true, false, remark)));
    }

    private static List<PlannedStep> numbered(PlannedStep whole, List<PlannedStep> parts) {
        List<PlannedStep> numbered = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            PlannedStep part = parts.get(i);
            boolean completes = whole.completes() && i == parts.size() - 1;
            numbered.add(renumbered(part, whole.index() + i, completes));
        }
        return numbered;
    }

    private static PlannedStep renumbered(PlannedStep part, int index, boolean completes) {
        return part(
                part,
                index,
                part.firstStatement(),
                part.lastStatement(),
                part.line(),
                part.transactional(),
                completes,
                part.remark());
    }

    /** Replaces a step by its parts and counts on from there within the same migration. */
    static List<PlannedStep> replaced(List<PlannedStep> plan, PlannedStep step, List<PlannedStep> parts) {
        List<PlannedStep> replaced = new ArrayList<>();
        for (PlannedStep each : plan) {
            if (each.equals(step)) {
                replaced.addAll(parts);
            } else if (each.migrationKey().equals(step.migrationKey()) && each.index() > step.index()) {
                replaced.add(renumbered(each, each.index() + parts.size() - 1, each.completes()));
            } else {
                replaced.add(each);
            }
        }
        return replaced;
    }

    /**
     * Leaves out what remains of a migration whose precondition does not hold.
     *
     * @param remark what is told of the step that records it as applied; null when the next run shall ask again
     */
    static List<PlannedStep> skipping(List<PlannedStep> plan, PlannedStep step, String remark) {
        List<PlannedStep> kept = new ArrayList<>();
        for (PlannedStep each : plan) {
            if (!each.migrationKey().equals(step.migrationKey()) || each.index() < step.index()) {
                kept.add(each);
            } else if (each.equals(step) && remark != null) {
                int none = step.firstStatement() - 1;
                kept.add(part(step, step.index(), step.firstStatement(), none, step.line(), true, true, remark));
            }
        }
        return kept;
    }

    private static PlannedStep part(
            PlannedStep step,
            int index,
            int first,
            int last,
            int line,
            boolean transactional,
            boolean completes,
            String remark) {
        return new PlannedStep(
                step.migrationKey(),
                step.label(),
                step.description(),
                step.script(),
                index,
                step.title(),
                first,
                last,
                line,
                transactional,
                completes,
                step.lockTimeout(),
                step.statementTimeout(),
                remark);
    }
}
