package org.slipway.history;

import org.slipway.migration.UndoKey;

/**
 * An autocommit step that was begun and whose end was not recorded, as its journal row tells.
 *
 * @param label how sentences name its migration
 * @param index number within its migration
 * @param statement its text as it was sent; null when it was too long to be kept
 * @param error of the connection that broke; null when nobody was left to tell it
 * @param session pid of the session that still works for its run; 0 when none does
 */
public record UnrecordedStep(
        JournalRow journal,
        long runId,
        String migrationKey,
        String label,
        String script,
        int index,
        String statement,
        StepError error,
        int session) {

    /** Whether it is one of a way back. */
    public boolean isOfUndo() {
        return UndoKey.isOne(migrationKey);
    }
}
