package org.slipway.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A definition as SQL that builds the same object under a temporary name.
 *
 * @param outside what of the definition is not built, and has to be equal as it is
 * @param build statements in the order in which they run
 * @param describe query with the built object's definition as its only value
 */
record TemporaryObject(String outside, List<String> build, String describe) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\\s.\"(]+)";
    private static final String QUALIFIED = NAME + "(?:\\." + NAME + ")?";
    private static final String STATES =
            "((?:\\n(?:REPLICA IDENTITY|INVALID|DISABLED|ENABLED ON REPLICA|ENABLED ALWAYS))*)";

    private static final Pattern VIEW =
            pattern("CREATE (?:MATERIALIZED )?VIEW " + QUALIFIED + "((?: WITH \\([^\\n]*\\))?) AS\\n(.*)");
    private static final Pattern INDEX =
            pattern("CREATE (UNIQUE )?INDEX " + NAME + " ON (?:ONLY )?" + QUALIFIED + " (.*?)" + STATES);
    private static final Pattern CONSTRAINT = pattern("CONSTRAINT " + NAME + " ((?:CHECK|EXCLUDE|UNIQUE|PRIMARY) .*)");
    private static final Pattern COLUMN = pattern("(" + NAME + ") (.*)");
    private static final Pattern ROUTINE = pattern("CREATE OR REPLACE (FUNCTION|PROCEDURE) " + QUALIFIED + "(\\(.*)");
    private static final Pattern DOMAIN = pattern("CREATE DOMAIN " + QUALIFIED + " (AS .*)");
    private static final Pattern TRIGGER =
            pattern("CREATE (CONSTRAINT )?TRIGGER " + NAME + " (.*?) ON " + QUALIFIED + " (.*?)" + STATES);
    private static final Pattern POLICY = pattern("CREATE POLICY " + NAME + " ON " + QUALIFIED + "(.*)");

    private static final String TABLE = "'pg_temp.slipway_compare'::regclass";

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.DOTALL);
    }

    /** Empty for what can't be temporary, and for what has no expression that could be printed otherwise. */
    static Optional<TemporaryObject> of(Redescription.Question question, String definition) {
        return switch (question.kind()) {
            case "view", "materialized view" -> view(definition);
            case "index" -> onTable(ObjectSql.INDEX, INDEX, "x.indrelid", question, definition);
            case "constraint" -> onTable(ObjectSql.CONSTRAINT, CONSTRAINT, "o.conrelid", question, definition);
            case "trigger" -> onTable(ObjectSql.TRIGGER, TRIGGER, "o.tgrelid", question, definition);
            case "policy" -> onTable(ObjectSql.POLICY, POLICY, "o.polrelid", question, definition);
            case "column" -> column(question, definition);
            case "domain" -> domain(definition);
            case "function", "procedure" -> routine(definition);
            default -> Optional.empty();
        };
    }

    private static Optional<TemporaryObject> view(String definition) {
        return matched(VIEW, definition)
                .map(view -> new TemporaryObject(
                        view.group(1),
                        List.of("CREATE TEMP VIEW slipway_compare AS " + view.group(2)),
                        ObjectSql.VIEW.describe("o.oid = " + TABLE)));
    }

    private static Optional<TemporaryObject> domain(String definition) {
        return matched(DOMAIN, definition)
                .map(domain -> new TemporaryObject(
                        "",
                        List.of("CREATE DOMAIN pg_temp.slipway_compare " + domain.group(1)),
                        ObjectSql.DOMAIN.describe("o.oid = 'pg_temp.slipway_compare'::regtype")));
    }

    private static Optional<TemporaryObject> routine(String definition) {
        return matched(ROUTINE, definition)
                .map(routine -> new TemporaryObject(
                        "",
                        List.of("CREATE " + routine.group(1) + " pg_temp.slipway_compare" + routine.group(2)),
                        ObjectSql.ROUTINE.describe(
                                "o.proname = 'slipway_compare' AND o.pronamespace = pg_my_temp_schema()")));
    }

    /** A default is not executed where its column is made with the table; a generated column needs the others. */
    private static Optional<TemporaryObject> column(Redescription.Question question, String definition) {
        return matched(COLUMN, definition)
                .filter(column -> !column.group(2).contains(" AS IDENTITY"))
                .map(column -> new TemporaryObject(
                        "",
                        column.group(2).contains(" GENERATED ALWAYS AS (")
                                ? List.of(
                                        likeTable(question),
                                        "ALTER TABLE pg_temp.slipway_compare DROP COLUMN " + quoted(column.group(1)),
                                        "ALTER TABLE pg_temp.slipway_compare ADD slipway_compare " + column.group(2))
                                : List.of(
                                        "CREATE TEMP TABLE slipway_compare (slipway_compare " + column.group(2) + ")"),
                        ObjectSql.COLUMN.describe("o.attrelid = " + TABLE + " AND o.attname = 'slipway_compare'")));
    }

    private static Optional<TemporaryObject> onTable(
            ObjectSql objects, Pattern pattern, String table, Redescription.Question question, String definition) {
        return question.relation() == null
                ? Optional.empty()
                : matched(pattern, definition)
                        .map(part -> new TemporaryObject(
                                pattern == INDEX || pattern == TRIGGER ? part.group(part.groupCount()) : "",
                                List.of(likeTable(question), statement(pattern, part)),
                                objects.describe(table + " = " + TABLE)));
    }

    private static String statement(Pattern pattern, Matcher part) {
        String on = " ON pg_temp.slipway_compare ";
        if (pattern == INDEX) {
            return "CREATE " + orEmpty(part.group(1)) + "INDEX slipway_index" + on + part.group(2);
        }
        if (pattern == TRIGGER) {
            return "CREATE " + orEmpty(part.group(1)) + "TRIGGER slipway_trigger " + part.group(2) + on + part.group(3);
        }
        return pattern == POLICY
                ? "CREATE POLICY slipway_policy" + on + part.group(1)
                : "ALTER TABLE pg_temp.slipway_compare ADD CONSTRAINT slipway_constraint " + part.group(1);
    }

    private static String likeTable(Redescription.Question question) {
        return "CREATE TEMP TABLE slipway_compare (LIKE " + quoted(question.relation()) + ")";
    }

    /** Names without quotes may be words that are reserved by now. */
    private static String quoted(String identity) {
        return Pattern.compile(NAME)
                .matcher(identity)
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group().startsWith("\"") ? name.group() : '"' + name.group() + '"'));
    }

    private static Optional<Matcher> matched(Pattern pattern, String definition) {
        Matcher matcher = pattern.matcher(definition);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
