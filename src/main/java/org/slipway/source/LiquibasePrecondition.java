package org.slipway.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.migration.PreconditionCode;

/**
 * Preconditions of a changeset, made into statements that stand in their lines: so they are asked in the transaction of what
 * follows, by PostgreSQL, and their errors have the line of the file.
 *
 * <p>What becomes of the changeset when one does not hold is an exception with a code that the engine knows.
 */
final class LiquibasePrecondition {
    private static final Pattern OPTION = Pattern.compile("(\\w+):(\\w+)");
    private static final Pattern CHECK =
            Pattern.compile("(?:expectedResult:)?(?:'([^']*)'|\"([^\"]*)\"|(\\S+))\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> CONSEQUENCES = Set.of("HALT", "CONTINUE", "MARK_RAN", "WARN");

    private String onFail = "HALT";
    private String onError = "HALT";

    /** The line {@code --preconditions onFail:… onError:…}. */
    void options(String text, int line, LineReport report) {
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            String name = option.group(1).toLowerCase(Locale.ROOT);
            String value = option.group(2).toUpperCase(Locale.ROOT);
            boolean known = CONSEQUENCES.contains(value);
            switch (name) {
                case "onfail" -> onFail = value;
                case "onerror" -> onError = value;
                case "onsqloutput", "onupdatesql" -> known = true;
                default -> known = false;
            }
            if (!known) {
                report.problem(
                        line,
                        "Slipway does not support '" + option.group()
                                + "' of preconditions; onFail and onError with HALT, CONTINUE, MARK_RAN or WARN are.");
            }
        }
    }

    /** @return the statement that stands for it, without a line end; empty when it is refused */
    String statement(String kind, String body, int line, LineReport report) {
        Matcher check = CHECK.matcher(body.strip());
        if (!kind.equalsIgnoreCase("sql-check")) {
            report.problem(
                    line,
                    "Slipway does not support the precondition '" + kind + "'. Write it as precondition-sql-check.");
            return "";
        }
        if (!check.matches()) {
            report.problem(line, "A sql-check is written '--precondition-sql-check expectedResult:0 SELECT …'.");
            return "";
        }
        String expected =
                check.group(1) != null ? check.group(1) : check.group(2) != null ? check.group(2) : check.group(3);
        String sql = check.group(4).replaceFirst(";\\s*$", "");
        return statement(expected, sql);
    }

    private String statement(String expected, String sql) {
        String result = expected.equals("t") ? "true" : expected.equals("f") ? "false" : expected;
        String ask = "EXECUTE " + quoted(sql) + " INTO STRICT found;";
        String failed = consequence(
                onFail,
                "'The precondition is not met: ' || coalesce(found, 'null') || ' instead of ' || " + quoted(expected));
        return "DO "
                + quoted("DECLARE found text; BEGIN "
                        + (onError.equals("HALT")
                                ? ask
                                : "BEGIN " + ask + " EXCEPTION WHEN OTHERS THEN "
                                        + consequence(onError, "'The precondition failed: ' || SQLERRM")
                                        + " RETURN; END;")
                        + " IF found IS DISTINCT FROM " + quoted(result) + " AND found IS DISTINCT FROM "
                        + quoted(expected) + " THEN " + failed
                        + " END IF; END")
                + ";";
    }

    private static String consequence(String what, String message) {
        return switch (what) {
            case "WARN" -> "RAISE WARNING '%', " + message + ";";
            case "MARK_RAN" -> raise(message, PreconditionCode.MARK_AS_RUN);
            case "CONTINUE" -> raise(message, PreconditionCode.LEAVE_OUT);
            default -> raise(message, "P0001");
        };
    }

    private static String raise(String message, String code) {
        return "RAISE EXCEPTION '%', " + message + " USING ERRCODE = '" + code + "';";
    }

    /** In dollar quotes that the text does not contain. */
    private static String quoted(String text) {
        String tag = "$p$";
        for (int i = 1; text.contains(tag); i++) {
            tag = "$p" + i + "$";
        }
        return tag + text + tag;
    }
}
