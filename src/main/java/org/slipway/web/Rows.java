package org.slipway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slipway.history.RunStep;
import org.slipway.history.StepStatus;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStatus;

/** Which rows of a long table are shown; order is kept. */
final class Rows {
    private Rows() {}

    /** Those that are not simply applied come first when there is not room for all, then the newest. */
    static List<MigrationStatus> worthALook(List<MigrationStatus> migrations, int limit) {
        return choose(migrations, limit, m -> m.state() != MigrationState.APPLIED);
    }

    /** Those that failed or are under way come first when there is not room for all, then those that ended last. */
    static List<RunStep> worthALook(List<RunStep> steps, int limit, int nextWaiting) {
        int ended = (int) steps.stream().filter(Rows::begun).count();
        List<RunStep> begun = choose(
                steps.subList(0, ended),
                limit - nextWaiting,
                s -> s.status() != StepStatus.APPLIED && s.status() != StepStatus.UNDONE);
        List<RunStep> chosen = new ArrayList<>(begun);
        chosen.addAll(steps.subList(ended, Math.min(steps.size(), ended + limit - begun.size())));
        return chosen;
    }

    private static boolean begun(RunStep step) {
        return step.status() != StepStatus.WAITING && step.status() != StepStatus.NOT_RUN;
    }

    private static <T> List<T> choose(List<T> rows, int limit, Predicate<T> first) {
        if (rows.size() <= limit) {
            return rows;
        }
        long preferred = rows.stream().filter(first).limit(limit).count();
        long others = rows.stream().filter(first.negate()).count();
        long passOver = others - (limit - preferred);
        List<T> chosen = new ArrayList<>();
        for (T row : rows) {
            boolean isPreferred = first.test(row);
            if (isPreferred ? preferred-- > 0 : passOver-- <= 0) {
                chosen.add(row);
            }
        }
        return chosen;
    }
}
