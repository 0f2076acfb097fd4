package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slipway.catalog.Finding;
import org.slipway.catalog.InvalidIndex;
import org.slipway.catalog.StatementAim.IndexMade;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.status.FoundStep;

/** Invalid indexes that earlier tries of a step left behind, and that its next try is to build anew. */
final class LeftIndexes {
    private final StepJournal journal;
    private final Connection connection;
    private final StepTask task;

    LeftIndexes(StepJournal journal, Connection connection, StepTask task) {
        this.journal = journal;
        this.connection = connection;
        this.task = task;
    }

    /**
     * Drops an index only if a failed try of this migration is recorded to have left it, the statement would make it again
     * under this name on this table, it is invalid, and nobody builds an index of the table right now.
     */
    void drop(IndexMade aim, StepNotes notes) throws SQLException {
        for (InvalidIndex index : InvalidIndex.madeBy(connection, aim)) {
            if (!index.isBeingBuilt() && isOurs(index.name(), aim.name() == null)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(index.dropStatement());
                }
                notes.result(task.step().label() + " dropped the invalid index " + index.name()
                        + ", which an earlier try had left behind, and built it anew");
            }
        }
    }

    /** An index without a name of its own belongs to one statement of the migration. */
    private boolean isOurs(String index, boolean ofThisStatement) throws SQLException {
        return journal.leftBehind(connection).stream()
                .anyMatch(left -> left.migrationKey().equals(task.step().migrationKey())
                        && left.index().equals(index)
                        && (!ofThisStatement || left.statement() == task.step().firstStatement()));
    }

    /** What is invalid now was left by this try, or by an earlier one, or by somebody else. */
    StepError named(StepError error, Finding unfinished) throws SQLException {
        boolean ours = unfinished.leftBehind() != null
                || unfinished.invalidIndex() != null && isOurs(unfinished.invalidIndex(), false);
        String sentence = Character.toUpperCase(unfinished.sentence().charAt(0))
                + unfinished.sentence().substring(1) + ". ";
        return error.found(
                false,
                sentence + FoundStep.advice(unfinished, ours) + StepErrors.beyondMending(task, error),
                ours ? unfinished.invalidIndex() : null);
    }
}
