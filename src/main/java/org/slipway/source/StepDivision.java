package org.slipway.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slipway.migration.Step;
import org.slipway.sql.SqlStatement;

/**
 * Divides a script into steps as its author did: at {@code slipway:step} and at its own {@code BEGIN} and {@code COMMIT}. Fed
 * with directives and statements in their order.
 *
 * <p>A step without statements is dropped, but what was asked for it holds for a {@code BEGIN} that follows at once. A
 * {@code COMMIT} without a {@code BEGIN} ends the transaction that a migration runs in, so it divides too.
 */
final class StepDivision {
    private static final Pattern UNUSUAL_ISOLATION =
            Pattern.compile("ISOLATION\\s+LEVEL\\s+(SERIALIZABLE|REPEATABLE\\s+READ)", Pattern.CASE_INSENSITIVE);

    private final boolean transactionalByDefault;
    private final LineReport report;
    private final List<Step> steps = new ArrayList<>();
    private Draft current = new Draft();
    private int ownTransactionLine;

    /** A step in the making. */
    private static final class Draft {
        String title;
        int line;
        int first;
        int last;
        int noTransactionLine;
        Duration lockTimeout;
        Duration statementTimeout;
        boolean ownTransaction;

        boolean isEmpty() {
            return first == 0;
        }
    }

    StepDivision(boolean transactionalByDefault, LineReport report) {
        this.transactionalByDefault = transactionalByDefault;
        this.report = report;
    }

    /** @param title empty for none */
    void beginStep(String title, int line) {
        if (ownTransactionLine > 0) {
            report.problem(
                    line, "A step begins inside the transaction of line " + ownTransactionLine + ". Commit it before.");
        }
        end();
        current.title = title.isEmpty() ? null : title;
        current.line = line;
    }

    void noTransaction(int line) {
        if (ownTransactionLine > 0) {
            report.problem(
                    line,
                    "'slipway:no-transaction' stands inside the transaction of line " + ownTransactionLine
                            + ". Take one of them out.");
        }
        current.noTransactionLine = line;
    }

    void lockTimeout(Duration timeout, int line) {
        refuseSecond(current.lockTimeout, "lock-timeout", line);
        current.lockTimeout = timeout;
    }

    void statementTimeout(Duration timeout, int line) {
        refuseSecond(current.statementTimeout, "statement-timeout", line);
        current.statementTimeout = timeout;
    }

    private void refuseSecond(Duration first, String name, int line) {
        if (first != null) {
            report.problem(line, "This step has a second 'slipway:" + name + "'. Take one of them out.");
        }
    }

    void add(SqlStatement statement) {
        switch (TransactionControl.of(statement.leadingWords())) {
            case NONE -> addToStep(statement);
            case BEGIN -> begin(statement);
            case COMMIT -> commit();
            case COMMIT_AND_CHAIN -> commitAndChain(statement.line());
            case ROLLBACK ->
                report.problem(
                        statement.line(),
                        "A migration can't roll back its own transaction. Take the statement out; a step that fails is rolled back by itself.");
            case PREPARE ->
                report.problem(
                        statement.line(),
                        "A migration can't prepare its own transaction, because its history would be prepared too. Take the statement out.");
        }
    }

    private void addToStep(SqlStatement statement) {
        if (!statement.isEmpty()) {
            if (current.isEmpty()) {
                current.first = statement.number();
                current.line = current.line == 0 ? statement.line() : current.line;
            }
            current.last = statement.number();
        }
    }

    private void begin(SqlStatement statement) {
        if (ownTransactionLine > 0) {
            report.problem(
                    statement.line(),
                    "A transaction begins inside that of line " + ownTransactionLine + ". Commit that one before.");
        }
        if (UNUSUAL_ISOLATION.matcher(statement.text()).find()) {
            report.problem(
                    statement.line(),
                    "Steps run with the isolation level READ COMMITTED. Take the isolation level out of this statement.");
        }
        if (!current.isEmpty()) {
            end();
        } else if (current.noTransactionLine > 0) {
            report.problem(
                    current.noTransactionLine,
                    "'slipway:no-transaction' stands before a step that has its own transaction in line "
                            + statement.line() + ". Take one of them out.");
        }
        ownTransactionLine = statement.line();
        current.ownTransaction = true;
    }

    private void commit() {
        end();
        ownTransactionLine = 0;
    }

    private void commitAndChain(int line) {
        end();
        ownTransactionLine = line;
        current.ownTransaction = true;
    }

    private void end() {
        if (!current.isEmpty()) {
            steps.add(step(current));
        }
        current = new Draft();
    }

    private Step step(Draft draft) {
        return new Step(
                steps.size() + 1,
                draft.title,
                draft.isEmpty() ? 1 : draft.first,
                draft.last,
                Math.max(draft.line, 1),
                draft.ownTransaction || transactionalByDefault && draft.noTransactionLine == 0,
                draft.lockTimeout,
                draft.statementTimeout);
    }

    /** At least one step, also of a script without statements. */
    List<Step> finish() {
        if (ownTransactionLine > 0) {
            report.problem(ownTransactionLine, "The transaction that begins here never ends. Add its COMMIT.");
        }
        if (!current.isEmpty() || steps.isEmpty()) {
            steps.add(step(current));
        }
        return steps;
    }
}
