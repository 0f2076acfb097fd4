package org.slipway.execution;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;
import org.slipway.history.PlannedStep;
import org.slipway.history.StepError;
import org.slipway.sql.SqlStatement;

/** What is written down while a step's statements are sent: their hashes and text, warnings, what was passed over. */
final class StepNotes {
    private static final int KEPT_WARNINGS = 500;
    private static final int KEPT_CHARACTERS = 256 * 1024;
    private static final int SHOWN_CHARACTERS = 120;

    private final PlannedStep step;
    private final StatementHashes hashes = new StatementHashes();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private int unkeptWarnings;
    private int sent;
    private int passedOver;
    private StringBuilder text = new StringBuilder();

    StepNotes(PlannedStep step) {
        this.step = step;
    }

    void sent(SqlStatement statement) {
        hashes.add(statement);
        sent += statement.isEmpty() ? 0 : 1;
        if (text != null && text.length() + statement.text().length() < KEPT_CHARACTERS) {
            text.append(statement.text()).append('\n');
        } else {
            text = null;
        }
        if (!step.transactional()) {
            results.add(step.label() + " ran " + shortened(statement.text()));
        }
    }

    void warned(SqlStatement statement, SQLWarning warning) {
        if (isWorthTelling(warning)) {
            warn(sentence(statement, warning));
        }
    }

    void notSent(SqlStatement statement, String why) {
        warn(step.label() + ", line " + statement.line() + ": " + shortened(statement.text()) + " " + why);
    }

    static boolean isWorthTelling(SQLWarning warning) {
        return !SqlStates.NO_TRANSACTION.equals(warning.getSQLState());
    }

    String sentence(SqlStatement statement, SQLWarning warning) {
        String severity = "WARNING";
        String message = warning.getMessage();
        if (warning instanceof PSQLWarning server && server.getServerErrorMessage() != null) {
            ServerErrorMessage details = server.getServerErrorMessage();
            severity = String.valueOf(details.getSeverity());
            message = details.getMessage()
                    + labelled(". Detail: ", details.getDetail())
                    + labelled(". Hint: ", details.getHint());
        }
        String existing = SqlStates.alreadyExists(warning.getSQLState()) ? NOT_COMPARED : "";
        return step.label() + ", line " + statement.line() + ": " + severity + ": " + message + existing;
    }

    private static String labelled(String label, String text) {
        return text == null ? "" : label + StepError.withoutStop(text);
    }

    /** The statement was not executed, because what it makes is there. */
    void passedOver(SqlStatement statement, SQLException error) {
        passedOver(statement, StepErrors.serverMessage(error), error.getSQLState());
    }

    /** The only statement of its step. */
    void passedOver(SqlStatement statement, StepError error) {
        results.clear();
        passedOver(statement, error.message(), error.sqlState());
    }

    private void passedOver(SqlStatement statement, String message, String sqlState) {
        passedOver++;
        warn(step.label() + ", line " + statement.line() + ": " + message + " (SQLSTATE " + sqlState
                + "); the statement was passed over" + NOT_COMPARED);
    }

    private static final String NOT_COMPARED =
            ". The existing object was not compared with the one that the migration wants";

    private void warn(String sentence) {
        if (warnings.size() < KEPT_WARNINGS) {
            warnings.add(sentence);
        } else {
            unkeptWarnings++;
        }
    }

    void result(String sentence) {
        results.add(sentence);
    }

    List<String> warnings() {
        if (unkeptWarnings == 0) {
            return warnings;
        }
        List<String> all = new ArrayList<>(warnings);
        all.add(step.label() + ": " + unkeptWarnings + " more warnings were not kept");
        return all;
    }

    /** The step's own sentences; the receipt's come when it is read. */
    List<String> results() {
        if (passedOver == 0) {
            return results;
        }
        List<String> all = new ArrayList<>(results);
        all.add(
                passedOver == sent
                        ? step.label() + " changed nothing: "
                                + (sent == 1
                                        ? "its 1 statement was passed over, because what it makes is there"
                                        : "its " + sent
                                                + " statements were passed over, because what they make is there")
                        : step.label() + " ran " + (sent - passedOver) + " of " + sent
                                + " statements; the others were passed over, because what they make is there");
        return all;
    }

    byte[] hashes() {
        return hashes.toByteArray();
    }

    /** Null when it is too long to keep. */
    String text() {
        return text == null ? null : text.toString();
    }

    private static String shortened(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + " …";
    }
}
