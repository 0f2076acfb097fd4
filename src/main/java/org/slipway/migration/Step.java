package org.slipway.migration;

import java.time.Duration;

/**
 * What runs in one transaction: a range of a script's statements, as its author divided it.
 *
 * <p>Statements are numbered from 1 in the order in which {@code SqlScript} delivers them; the author's own
 * {@code BEGIN} and {@code COMMIT} have numbers but belong to no step and are never sent.
 *
 * @param index first step of a migration is 1
 * @param title from {@code -- slipway:step <title>}, else null
 * @param firstStatement number of its first statement
 * @param lastStatement number of its last statement; {@code firstStatement - 1} for a step without statements
 * @param line where it begins, first line is 1
 * @param transactional false when the author asked for autocommit
 * @param lockTimeout null for the console's default
 * @param statementTimeout null for the console's default
 */
public record Step(
        int index,
        String title,
        int firstStatement,
        int lastStatement,
        int line,
        boolean transactional,
        Duration lockTimeout,
        Duration statementTimeout) {

    public int statementCount() {
        return lastStatement - firstStatement + 1;
    }
}
