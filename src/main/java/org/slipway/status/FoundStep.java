package org.slipway.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slipway.catalog.Finding;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.catalog.InvalidIndex;
import org.slipway.catalog.StatementAim;
import org.slipway.catalog.StatementOutcome;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.StepJournal;
import org.slipway.history.UnrecordedStep;

/** An autocommit step whose end was not recorded, and what the live schema says became of it. Looking changes nothing. */
public record FoundStep(UnrecordedStep step, Finding finding) {

    /**
     * Asks nobody where there is nothing to find out, which is nearly always.
     *
     * @param histories tell whether there is
     * @param lostAfter how old a lost node's last heartbeat is
     */
    public static List<FoundStep> look(
            Connection connection, HistorySchema schema, Map<String, MigrationHistory> histories, Duration lostAfter)
            throws SQLException {
        return histories.values().stream().anyMatch(MigrationHistory::anyBegun)
                ? look(connection, schema, lostAfter)
                : List.of();
    }

    /** @param lostAfter how old a lost node's last heartbeat is */
    public static List<FoundStep> look(Connection connection, HistorySchema schema, Duration lostAfter)
            throws SQLException {
        List<FoundStep> found = new ArrayList<>();
        for (UnrecordedStep step : new StepJournal(schema).unrecorded(connection, lostAfter)) {
            found.add(look(connection, step));
        }
        return found;
    }

    /** Only when its session has ended is there something to be found. */
    public static FoundStep look(Connection connection, UnrecordedStep step) throws SQLException {
        Finding finding = step.session() > 0
                ? Finding.running(step.session())
                : new StatementOutcome(connection, step.journal().begunIn()).of(StatementAim.of(step.statement()));
        return new FoundStep(step, finding);
    }

    /** True while its session works: nothing else may run its statement. */
    public boolean isRunning() {
        return finding.outcome() == Outcome.RUNNING;
    }

    /** True when only a person can say whether it was done. */
    public boolean isUndecided() {
        return finding.outcome() == Outcome.UNKNOWABLE;
    }

    /** What is known now. */
    public String sentence() {
        return "A statement outside a transaction (step " + step.index() + " of " + step.label()
                + ") was begun by run " + step.runId() + " and its end was not recorded. "
                + switch (finding.outcome()) {
                    case APPLIED -> "It was applied: ";
                    case NOT_APPLIED -> "It was not applied: ";
                    case REPEATABLE -> "It can run again: ";
                    case UNFINISHED -> "It was not finished: ";
                    case RUNNING -> "It is not over: ";
                    case UNKNOWABLE -> "Whether it was applied is not known: ";
                }
                + finding.sentence() + ".";
    }

    /** What an admin does about it. */
    public String advice() {
        return switch (finding.outcome()) {
            case APPLIED -> next() + " records it as applied and goes on behind it.";
            case NOT_APPLIED, REPEATABLE -> next() + " runs it again.";
            case UNFINISHED -> advice(finding, finding.leftBehind() != null);
            case RUNNING -> "Wait until it has ended, or end it, then run again.";
            case UNKNOWABLE ->
                "Look at the live schema, then say with the next run whether it is to run again or counts as applied.";
        };
    }

    private String next() {
        return step.isOfUndo() ? "The next undo" : "The next run";
    }

    /**
     * For what is there by half.
     *
     * @param ours whether a run may drop the invalid index
     */
    public static String advice(Finding unfinished, boolean ours) {
        if (unfinished.invalidIndex() == null) {
            return "Mend it, then run again.";
        }
        String drop = InvalidIndex.dropStatement(unfinished.invalidIndex());
        return ours
                ? "Let the next run drop the invalid index and build it anew, or drop it yourself (" + drop
                        + ") and run again."
                : "No run of Slipway made it. If nobody builds it right now, drop it (" + drop + ") and run again.";
    }
}
