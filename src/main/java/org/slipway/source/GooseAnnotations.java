package org.slipway.source;

import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * goose's annotations in one file, understood line by line as goose does, whatever stands around them.
 *
 * <p>Statements are divided as psql divides them, which needs neither {@code StatementBegin} nor a semicolon at the end of a
 * line. That the marks are in pairs is looked at all the same: one without the other is a slip that goose refuses too.
 */
final class GooseAnnotations {
    private static final Pattern ANNOTATION = Pattern.compile("--\\s*\\+goose\\s+(.*?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern INDENTED = Pattern.compile("\\s+--\\s*\\+goose\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:([A-Za-z_][A-Za-z0-9_]*)(?!\\$)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\\}|\\{([^}]*)\\}?)");

    private enum Part {
        BEFORE,
        UP,
        DOWN
    }

    private final LineReport report;
    private final BitSet up = new BitSet();
    private final BitSet down = new BitSet();
    private final BitSet substituted = new BitSet();
    private Part part = Part.BEFORE;
    private boolean hasUp;
    private boolean hasDown;
    private boolean transactional = true;
    private boolean substituting;
    private int openBlock;
    /** First line before {@code Up} that is no comment. */
    private int lineBefore;

    GooseAnnotations(LineReport report) {
        this.report = report;
    }

    void line(int number, String line) {
        Matcher annotation = ANNOTATION.matcher(line);
        if (annotation.matches()) {
            annotation(number, annotation.group(1).replaceAll("\\s+", " ").toUpperCase(Locale.ROOT));
            return;
        }
        if (INDENTED.matcher(line).matches()) {
            report.problem(
                    number, "goose knows an annotation only at the start of a line. Take the blanks before it out.");
        }
        boolean statement = !line.isBlank() && !line.strip().startsWith("--");
        if (part == Part.BEFORE && statement && lineBefore == 0) {
            lineBefore = number;
        }
        up.set(number, part != Part.DOWN);
        down.set(number, part == Part.DOWN);
        substituted.set(number, substituting);
    }

    private void annotation(int number, String name) {
        switch (name) {
            case "UP" -> up(number);
            case "DOWN" -> down(number);
            case "STATEMENTBEGIN" -> beginBlock(number);
            case "STATEMENTEND" -> endBlock(number);
            case "NO TRANSACTION" -> transactional = false;
            case "ENVSUB ON" -> substituting = true;
            case "ENVSUB OFF" -> substituting = false;
            default ->
                report.problem(
                        number,
                        "'-- +goose " + name
                                + "' is not an annotation; Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON and ENVSUB OFF are.");
        }
    }

    private void up(int number) {
        if (part != Part.BEFORE) {
            report.problem(number, "'-- +goose Up' may stand only once, before '-- +goose Down'.");
        }
        if (lineBefore > 0) {
            report.problem(lineBefore, "Nothing may stand before '-- +goose Up' but comments; goose refuses it too.");
        }
        part = Part.UP;
        hasUp = true;
    }

    private void down(int number) {
        if (part != Part.UP || openBlock > 0) {
            report.problem(
                    number, "'-- +goose Down' must stand behind '-- +goose Up', once and outside of a statement.");
        }
        part = Part.DOWN;
        hasDown = true;
    }

    private void beginBlock(int number) {
        if (part == Part.BEFORE || openBlock > 0) {
            report.problem(
                    number,
                    "'-- +goose StatementBegin' must stand behind '-- +goose Up' or Down, and not in another one.");
        }
        openBlock = number;
    }

    private void endBlock(int number) {
        if (openBlock == 0) {
            report.problem(number, "'-- +goose StatementEnd' ends nothing. Put StatementBegin before the statement.");
        }
        openBlock = 0;
    }

    void finish() {
        if (!hasUp) {
            report.problem(
                    0,
                    "There is no '-- +goose Up' in this file, so nothing of it would run. Add it before the first statement.");
        }
        if (openBlock > 0) {
            report.problem(openBlock, "'-- +goose StatementBegin' without '-- +goose StatementEnd'.");
        }
    }

    Draft.Part up(ScriptText text, Placeholders values) {
        return part(text, up, values);
    }

    /** Null when there is none. */
    Draft.Part down(ScriptText text, Placeholders values) {
        return hasDown ? part(text, down, values) : null;
    }

    private Draft.Part part(ScriptText text, BitSet lines, Placeholders values) {
        LineRule rule = (number, line) -> {
            if (!lines.get(number)) {
                return "";
            }
            return substituted.get(number) ? substitute(number, line, values) : line;
        };
        return new Draft.Part(text.only(rule), transactional);
    }

    /** The server's own environment is not read: it has secrets, and what runs would depend on the node. */
    private static String substitute(int number, String line, Placeholders values) throws ScriptException {
        Matcher variable = VARIABLE.matcher(line);
        StringBuilder result = new StringBuilder();
        while (variable.find()) {
            if (variable.group(4) != null) {
                throw new ScriptException(
                        number,
                        "'" + variable.group() + "' is not supported; ${NAME}, ${NAME:-otherwise} and $NAME are.");
            }
            String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
            String value = values.value(name, "");
            String otherwise = variable.group(3);
            if (value == null && otherwise == null) {
                throw new ScriptException(
                        number,
                        "The variable " + name + " has no value. Set slipway.migrations.placeholders." + name
                                + "; the server's environment is not read.");
            }
            variable.appendReplacement(result, Matcher.quoteReplacement(value == null ? otherwise : value));
        }
        return variable.appendTail(result).toString();
    }
}
