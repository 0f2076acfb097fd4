package org.slipway.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which changesets are meant for here: by context, label and database, as Liquibase decides it.
 *
 * <p>Without contexts or labels in the settings everything runs, whatever it is marked with; a changeset without a mark always
 * runs.
 */
final class LiquibaseFilter {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\(|\\)|!|,|[^\\s(),!]+)");

    private final Set<String> contexts;
    private final String labels;

    /** @param contexts separated by commas, and an expression over labels; both may be empty */
    LiquibaseFilter(String contexts, String labels) {
        this.contexts = names(contexts);
        this.labels = labels;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** @param expression of the changeset; null or empty for none */
    boolean takesContext(String expression) {
        return isBlank(expression) || contexts.isEmpty() || new Expression(expression).isTrue(contexts::contains);
    }

    /** @param list of the changeset, separated by commas; null or empty for none */
    boolean takesLabels(String list) {
        return isBlank(list) || isBlank(labels) || new Expression(labels).isTrue(names(list)::contains);
    }

    /** @param list of databases, separated by commas, an exclamation mark for <em>not</em>; null or empty for all */
    static boolean takesDatabase(String list) {
        if (isBlank(list)) {
            return true;
        }
        Set<String> databases = names(list);
        if (databases.contains("!postgresql") || databases.contains("none")) {
            return false;
        }
        return databases.contains("all")
                || databases.contains("postgresql")
                || databases.stream().allMatch(database -> database.startsWith("!"));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** {@code or} or a comma binds least, then {@code and}, then {@code not}. */
    private static final class Expression {
        private final List<String> tokens = new ArrayList<>();
        private int position;

        Expression(String text) {
            Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
            while (token.find()) {
                tokens.add(token.group(1));
            }
        }

        boolean isTrue(Predicate<String> named) {
            boolean result = and(named);
            while (take("or") || take(",")) {
                result |= and(named);
            }
            return result;
        }

        private boolean and(Predicate<String> named) {
            boolean result = not(named);
            while (take("and")) {
                result &= not(named);
            }
            return result;
        }

        private boolean not(Predicate<String> named) {
            if (take("!") || take("not")) {
                return !not(named);
            }
            if (take("(")) {
                boolean inside = isTrue(named);
                take(")");
                return inside;
            }
            return position < tokens.size() && named.test(tokens.get(position++));
        }

        private boolean take(String token) {
            boolean found = position < tokens.size() && tokens.get(position).equals(token);
            position += found ? 1 : 0;
            return found;
        }
    }
}
