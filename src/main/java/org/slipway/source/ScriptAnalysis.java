package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.migration.Check;
import org.slipway.migration.Directive;
import org.slipway.migration.Step;
import org.slipway.sql.SqlComment;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/** Reads a script once and understands what its author says: documentation, directives, checks and steps. */
final class ScriptAnalysis {
    private static final Pattern DIRECTIVE =
            Pattern.compile("\\s*slipway:(\\S*)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final LineReport report;
    private final StepDivision division;
    private final Documentation documentation = new Documentation();
    private final List<Directive> directives = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private int statements;

    ScriptAnalysis(boolean executeInTransaction, LineReport report) {
        this.report = report;
        this.division = new StepDivision(executeInTransaction, report);
    }

    /**
     * @throws IOException when the text can't be read
     * @throws SqlSyntaxException when it can't be divided into statements
     */
    void read(Reader text) throws IOException, SqlSyntaxException {
        SqlScript script = new SqlScript(text, this::comment);
        for (SqlStatement statement = script.next(); statement != null; statement = script.next()) {
            statements = statement.number();
            division.add(statement);
        }
    }

    private void comment(SqlComment comment) {
        Matcher directive = DIRECTIVE.matcher(comment.text());
        if (!comment.block() && directive.matches()) {
            documentation.passOver(comment);
            directive(
                    comment,
                    directive.group(1).toLowerCase(Locale.ROOT),
                    directive.group(2).strip());
        } else if (statements == 0 && !comment.insideStatement()) {
            documentation.add(comment);
        }
    }

    private void directive(SqlComment comment, String name, String value) {
        int line = comment.line();
        directives.add(new Directive(line, name, value));
        try {
            switch (name) {
                case "check" -> checks.add(check(value, line));
                case "step" -> step(comment, value);
                case "no-transaction" -> noTransaction(value, line);
                case "lock-timeout" -> division.lockTimeout(TimeoutText.parse(value), line);
                case "statement-timeout" -> division.statementTimeout(TimeoutText.parse(value), line);
                default ->
                    report.problem(
                            line,
                            "'slipway:" + name
                                    + "' is not a directive; check, step, no-transaction, lock-timeout and statement-timeout are.");
            }
        } catch (IllegalArgumentException malformed) {
            report.problem(line, "'slipway:" + name + "': " + malformed.getMessage());
        }
    }

    private void step(SqlComment comment, String title) {
        if (comment.insideStatement()) {
            throw new IllegalArgumentException(
                    "it stands inside a statement. Put it before the statement, or end the one before with a semicolon.");
        }
        division.beginStep(title, comment.line());
    }

    private void noTransaction(String value, int line) {
        if (!value.isEmpty()) {
            throw new IllegalArgumentException("it takes no value, but '" + value + "' follows. Take it out.");
        }
        division.noTransaction(line);
    }

    private static Check check(String value, int line) {
        int colon = value.indexOf(':');
        String name = colon < 0 ? "" : value.substring(0, colon).strip();
        String sql = colon < 0 ? "" : value.substring(colon + 1).strip();
        if (name.isEmpty() || sql.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has no name or no question. Write it as '-- slipway:check <name>: <SQL>'.");
        }
        return new Check(name, single(sql), line);
    }

    /** The statement without its semicolon. */
    private static String single(String sql) {
        try {
            SqlScript script = new SqlScript(new StringReader(sql), comment -> {});
            SqlStatement first = script.next();
            if (first == null || first.isEmpty() || first.copyFromStdin() || script.next() != null) {
                throw new IllegalArgumentException("exactly one statement is expected after the name.");
            }
            if (TransactionControl.of(first.leadingWords()) != TransactionControl.NONE) {
                throw new IllegalArgumentException(
                        "a question to the schema is expected, not the end of a transaction.");
            }
            return first.text().strip().replaceFirst("\\s*;$", "");
        } catch (IOException | SqlSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    String documentation() {
        return documentation.text();
    }

    List<Directive> directives() {
        return directives;
    }

    List<Check> checks() {
        return checks;
    }

    int statements() {
        return statements;
    }

    /** To be asked once, at the end. */
    List<Step> steps() {
        return division.finish();
    }
}
