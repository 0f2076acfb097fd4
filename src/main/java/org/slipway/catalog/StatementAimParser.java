package org.slipway.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slipway.sql.StatementTokens;

/**
 * Reads the few statements that {@link StatementAim} knows. Source: the synopses of the PostgreSQL manual's SQL commands.
 *
 * <p>A word that is not where the synopsis has it ends the reading: then the aim is {@link StatementAim.Unseen}.
 */
final class StatementAimParser {
    /** Commands that do the same again when they are run again. */
    private static final Set<String> REPEATABLE =
            Set.of("VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CLUSTER", "CHECKPOINT", "DISCARD");

    private final List<String> tokens;
    private int next;

    StatementAimParser(String statement) {
        this.tokens = StatementTokens.of(statement);
    }

    StatementAim parse() {
        StatementAim aim = aim();
        return aim == null ? new StatementAim.Unseen() : aim;
    }

    private StatementAim aim() {
        if (take("CREATE")) {
            return create();
        }
        if (take("DROP")) {
            return drop();
        }
        if (take("ALTER")) {
            return alter();
        }
        return REPEATABLE.contains(word(next)) ? new StatementAim.Repeatable() : null;
    }

    private StatementAim create() {
        boolean unique = take("UNIQUE");
        if (take("INDEX")) {
            return take("CONCURRENTLY") ? index(unique) : null;
        }
        StatementAim.Kind kind = kind();
        return kind == null ? null : new StatementAim.Made(kind, token());
    }

    private StatementAim index(boolean unique) {
        if (take("IF") && !(take("NOT") && take("EXISTS"))) {
            return null;
        }
        String name = word(next).equals("ON") ? null : token();
        if (!take("ON")) {
            return null;
        }
        take("ONLY");
        String table = qualifiedName();
        return table == null
                ? null
                : new StatementAim.IndexMade(name, table, unique, tokens.subList(next, tokens.size()));
    }

    private StatementAim drop() {
        if (take("INDEX")) {
            if (!take("CONCURRENTLY") || take("IF") && !take("EXISTS")) {
                return null;
            }
            String name = qualifiedName();
            return name == null ? null : new StatementAim.IndexGone(name);
        }
        StatementAim.Kind kind = kind();
        return kind == null || take("IF") && !take("EXISTS") ? null : new StatementAim.Gone(kind, token());
    }

    private StatementAim alter() {
        if (take("SYSTEM") || take("DATABASE")) {
            return new StatementAim.Repeatable();
        }
        if (!take("TABLE") || take("IF") && !take("EXISTS")) {
            return null;
        }
        String table = qualifiedName();
        if (table == null || !take("DETACH") || !take("PARTITION")) {
            return null;
        }
        String partition = qualifiedName();
        return partition != null && take("CONCURRENTLY") ? new StatementAim.Detached(table, partition) : null;
    }

    private StatementAim.Kind kind() {
        for (StatementAim.Kind kind : StatementAim.Kind.values()) {
            if (take(kind.name())) {
                return kind;
            }
        }
        return null;
    }

    private boolean take(String word) {
        boolean there = word(next).equals(word);
        next += there ? 1 : 0;
        return there;
    }

    private String token() {
        return next < tokens.size() ? tokens.get(next++) : null;
    }

    private String qualifiedName() {
        StringBuilder name = new StringBuilder();
        String part = token();
        while (part != null) {
            name.append(part);
            if (!word(next).equals(".")) {
                return name.toString();
            }
            next++;
            name.append('.');
            part = token();
        }
        return null;
    }

    /** Upper case; a quoted name is no word. */
    private String word(int index) {
        return index < tokens.size() ? tokens.get(index).toUpperCase(Locale.ROOT) : "";
    }
}
