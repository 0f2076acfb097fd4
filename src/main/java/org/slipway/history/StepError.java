package org.slipway.history;

/**
 * Why a step failed, complete enough to mend the file at 2 a.m.
 *
 * @param sqlState five characters, or null when the failure did not come from PostgreSQL
 * @param detail as PostgreSQL sent it, or null
 * @param hint as PostgreSQL sent it, or null
 * @param line line in the script where the mistake is, first is 1; 0 when unknown
 * @param column first is 1; 0 when unknown
 * @param statement text of the statement, shortened around the mistake when it is long; null when unknown
 * @param mark index into {@code statement} of the character PostgreSQL pointed at; -1 when it pointed at none
 * @param rolledBack true when nothing of the step remains
 * @param advice what to do next, one or two sentences
 * @param leftBehind an invalid index that the step left behind, qualified and quoted; null for none
 */
public record StepError(
        String sqlState,
        String message,
        String detail,
        String hint,
        String script,
        int line,
        int column,
        String statement,
        int mark,
        boolean rolledBack,
        String advice,
        String leftBehind) {

    /** One that left no invalid index behind. */
    public StepError(
            String sqlState,
            String message,
            String detail,
            String hint,
            String script,
            int line,
            int column,
            String statement,
            int mark,
            boolean rolledBack,
            String advice) {
        this(sqlState, message, detail, hint, script, line, column, statement, mark, rolledBack, advice, null);
    }

    /**
     * The same failure, of which more was found out.
     *
     * @param index null for none
     */
    public StepError found(boolean nothingRemains, String nextAdvice, String index) {
        return new StepError(
                sqlState,
                message,
                detail,
                hint,
                script,
                line,
                column,
                statement,
                mark,
                nothingRemains,
                nextAdvice,
                index);
    }

    /** One sentence with everything that fits into one: script and position, message, state, rolled back or not, advice. */
    public String sentence() {
        StringBuilder text = new StringBuilder(script);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        text.append(": ").append(withoutStop(message));
        if (sqlState != null) {
            text.append(" (SQLSTATE ").append(sqlState).append(')');
        }
        if (detail != null) {
            text.append(". Detail: ").append(withoutStop(detail));
        }
        if (hint != null) {
            text.append(". Hint: ").append(withoutStop(hint));
        }
        return text.append(
                        rolledBack
                                ? ". The step was rolled back; nothing of it remains. "
                                : ". The step was NOT rolled back. ")
                .append(advice)
                .toString();
    }

    /** PostgreSQL's messages end without a full stop, its details and hints with one. */
    public static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
