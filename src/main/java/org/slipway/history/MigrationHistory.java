package org.slipway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slipway.migration.Migration;

/**
 * What the schema history knows of one migration.
 *
 * @param version null for a repeatable migration, and where only the place in a changelog orders migrations
 * @param complete true when all its steps are applied; for a repeatable one, those of the text with {@code checksum}
 * @param origin how the newest complete application came into the history; null without one
 * @param checksum of the newest complete application, else of the newest try; null when the text is not known
 * @param open applied steps that no complete application covers yet, in order; the next run goes on after them
 * @param failure sentence of the last try if that failed and nothing was applied since, else null
 * @param begun true when the newest try is one whose end is not recorded: it is under way, or cut short
 * @param undo what was tried to take back the newest application; null when nothing was
 * @param place grows with each applied step of any migration, so that what was applied last is known; 0 when none is
 * @param installedOn end of the newest applied step, null when none is
 * @param installedBy null when no step is applied
 * @param duration of all applied steps of the newest application
 */
public record MigrationHistory(
        String key,
        boolean repeatable,
        String version,
        String description,
        String script,
        boolean complete,
        StepOrigin origin,
        Integer checksum,
        List<AppliedStep> open,
        int appliedSteps,
        String failure,
        boolean begun,
        MigrationHistory undo,
        long place,
        Instant installedOn,
        String installedBy,
        Duration duration) {

    /** @param statementHashes eight bytes for each statement */
    public record AppliedStep(int index, int firstStatement, int lastStatement, byte[] statementHashes) {}

    public MigrationHistory {
        open = List.copyOf(open);
    }

    /** Number of the first statement that is not applied. */
    public int nextStatement() {
        return open.stream().mapToInt(AppliedStep::lastStatement).max().orElse(0) + 1;
    }

    /** Number that the next step gets. Counts applied steps only, so that each applied step has a number of its own. */
    public int nextIndex() {
        return appliedSteps + 1;
    }

    /** Whether a step of it or of its way back was begun and its end is not recorded. */
    public boolean anyBegun() {
        return begun || undo != null && undo.begun();
    }

    /** True while it is taken back in part: nobody but an undo, or an admin's word, can go on from there. */
    public boolean undoBegun() {
        return undo != null && (!undo.open().isEmpty() || undo.begun());
    }

    /** How sentences name the migration. */
    public String label() {
        return label(repeatable, version, description);
    }

    static String label(boolean repeatable, String version, String description) {
        return Migration.label(repeatable, version, description);
    }
}
