package org.slipway.execution;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slipway.catalog.SharedSession;
import org.slipway.history.StepError;
import org.slipway.sql.SqlPosition;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/** Turns what went wrong into what the admin reads. */
final class StepErrors {
    private static final int SHOWN_BEFORE = 400;
    private static final int SHOWN_AFTER = 600;

    private StepErrors() {}

    /** @param rolledBack whether nothing of the step remains */
    static StepError of(StepTask task, StatementFailedException failure, boolean rolledBack) {
        SqlStatement statement = failure.statement();
        SQLException cause = failure.sqlException();
        ServerErrorMessage server = serverError(cause);
        int position = failure.position();
        SqlPosition place = statement.locate(Math.max(1, position));
        int mark =
                position > 0 ? statement.text().offsetByCodePoints(0, Math.min(position, length(statement)) - 1) : -1;
        int from = wholeCharacter(statement.text(), Math.max(0, mark - SHOWN_BEFORE));
        int to = wholeCharacter(statement.text(), Math.min(statement.text().length(), Math.max(mark, 0) + SHOWN_AFTER));
        return new StepError(
                cause.getSQLState(),
                serverMessage(cause),
                detail(server),
                server == null ? null : server.getHint(),
                task.step().script(),
                place.line(),
                place.column(),
                statement.text().substring(from, to),
                mark < 0 ? -1 : mark - from,
                rolledBack,
                advice(task, cause.getSQLState(), rolledBack));
    }

    /** Not in the middle of a character that takes two {@code char}s. */
    private static int wholeCharacter(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index + 1 : index;
    }

    private static int length(SqlStatement statement) {
        return statement.text().codePointCount(0, statement.text().length());
    }

    /** An error that belongs to no statement: connection, commit, deferred constraints. */
    static StepError of(StepTask task, SQLException cause, boolean rolledBack) {
        ServerErrorMessage server = serverError(cause);
        return plain(
                task,
                cause.getSQLState(),
                serverMessage(cause),
                detail(server),
                0,
                0,
                rolledBack,
                advice(task, cause.getSQLState(), rolledBack));
    }

    /** The file can't be read any more as it was when everything was validated. */
    static StepError of(StepTask task, SqlSyntaxException cause) {
        return plain(task, null, cause.getMessage(), null, cause.line(), cause.column(), true, mend(task));
    }

    static StepError unreadable(StepTask task, String message) {
        return plain(task, null, message, null, 0, 0, true, mend(task));
    }

    /** {@code IF NOT EXISTS} is content with any index of that name. */
    static StepError passedOverInvalid(StepTask task, SqlStatement statement) {
        return new StepError(
                null,
                "PostgreSQL passed the statement over, because an index of that name exists; it is invalid",
                null,
                null,
                task.step().script(),
                statement.line(),
                statement.column(),
                statement.text(),
                -1,
                false,
                "The run goes on with this step.");
    }

    /** Somebody wanted the run to stop while the step was under way. */
    static StepError interrupted(StepTask task) {
        String reason = task.control().stop().sentence();
        return plain(task, null, reason, null, 0, 0, true, goOn(task));
    }

    /** The commit was not answered and the database can't be asked. */
    static StepError unknownCommit(StepTask task, SQLException cause) {
        return plain(
                task,
                cause.getSQLState(),
                "the answer to the commit was lost: " + serverMessage(cause),
                null,
                0,
                0,
                false,
                "Whether it was committed is recorded in the database. Open this page again when the database is back, and "
                        + task.control().again()
                        + ": the run goes on with the first step that is not recorded as applied.");
    }

    private static StepError plain(
            StepTask task,
            String sqlState,
            String message,
            String detail,
            int line,
            int column,
            boolean rolledBack,
            String advice) {
        return new StepError(
                sqlState, message, detail, null, task.step().script(), line, column, null, -1, rolledBack, advice);
    }

    static String serverMessage(SQLException error) {
        ServerErrorMessage server = serverError(error);
        return server == null || server.getMessage() == null ? String.valueOf(error.getMessage()) : server.getMessage();
    }

    private static ServerErrorMessage serverError(SQLException error) {
        return error instanceof PSQLException server ? server.getServerErrorMessage() : null;
    }

    /** Detail and context: the context names the line of {@code COPY} data or of a function's body. */
    private static String detail(ServerErrorMessage server) {
        if (server == null) {
            return null;
        }
        if (server.getWhere() == null || SharedSession.isOurs(server.getSQLState())) {
            return server.getDetail();
        }
        String detail = server.getDetail();
        return (detail == null ? "" : StepError.withoutStop(detail) + ". ") + "Context: " + server.getWhere();
    }

    private static final String OUTSIDE = "It ran outside a transaction. ";

    private static String mend(StepTask task) {
        return "Mend the file and " + task.control().again() + "; the run goes on with this step.";
    }

    private static String goOn(StepTask task) {
        return begun(task.control().again()) + " to go on with this step.";
    }

    /** As the first word of a sentence. */
    static String begun(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String advice(StepTask task, String sqlState, boolean rolledBack) {
        RunControl.Stop stop = task.control().stop();
        String again = task.control().again();
        if (SqlStates.QUERY_CANCELED.equals(sqlState) && stop != null) {
            return stop.sentence() + " " + goOn(task);
        }
        if (SqlStates.QUERY_CANCELED.equals(sqlState)) {
            return "The statement took longer than its time-out. Raise it with '-- slipway:statement-timeout' or"
                    + " slipway.statement-timeout, then " + again + ".";
        }
        if (SqlStates.passing(sqlState)) {
            return "Other sessions were in the way for as long as slipway.lock-retry-budget allows. " + begun(again)
                    + " when they have ended.";
        }
        if (SharedSession.isOurs(sqlState)) {
            return "Statements that can't run in a transaction need a session as the server makes it: see README, Poolers."
                    + " Connect to the server itself for this run, or " + again + ".";
        }
        if (SqlStates.connectionLost(sqlState)) {
            return rolledBack
                    ? "The connection to the database was lost. " + begun(again) + " when it is back."
                    : "The connection to the database was lost while the statement ran outside a transaction. What became"
                            + " of it is found out when the database is back.";
        }
        if (SqlStates.refusedInBlock(sqlState)) {
            return "Mark the step with '-- slipway:no-transaction' or set slipway.divide=auto, then " + again + ".";
        }
        if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(sqlState)) {
            return "Grant the missing privilege to the console's role, then " + again + ".";
        }
        String temporary =
                SqlStates.UNDEFINED_TABLE.equals(sqlState) && task.step().firstStatement() > 1
                        ? "If it is a temporary table: it ended with the step before this one. Make it in the step that uses it. "
                        : "";
        return (rolledBack ? "" : OUTSIDE) + temporary + mend(task);
    }

    /** Its advice with a space before it, unless that says only to mend the file: more is known by now. */
    static String beyondMending(StepTask task, StepError error) {
        return error.advice().equals(OUTSIDE + mend(task)) ? "" : " " + error.advice();
    }
}
