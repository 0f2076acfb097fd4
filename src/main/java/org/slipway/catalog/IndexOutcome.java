package org.slipway.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.catalog.StatementAim.IndexMade;

/**
 * What became of a {@code CREATE INDEX CONCURRENTLY}. Source: PostgreSQL manual, "Building Indexes Concurrently".
 *
 * <p>An index without a name is the statement's own only if it says the same, word by word, as PostgreSQL describes it.
 */
public final class IndexOutcome {
    private static final String INDEXES = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,"
            + " i.indisvalid AS valid, age(c.xmin) < age(?::xid) AS since, i.indisunique AS is_unique,"
            + " pg_get_indexdef(c.oid) AS definition"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_class t ON t.oid = i.indrelid"
            + " WHERE " + Unqualified.mayBe("t", "n")
            + " AND (?::text IS NULL OR c.relname = (parse_ident(?))[1]::name)"
            + " ORDER BY since DESC, t.oid = to_regclass(?) DESC NULLS LAST, c.oid DESC";

    private final Connection connection;
    private final String begunIn;

    IndexOutcome(Connection connection, String begunIn) {
        this.connection = connection;
        this.begunIn = begunIn;
    }

    /** One that may be what the statement made. */
    public record Index(String name, boolean valid, boolean since, boolean unique, String definition) {}

    Finding of(IndexMade aim) throws SQLException {
        List<Index> indexes = read(aim);
        return aim.name() == null ? unnamed(aim, indexes) : named(aim, indexes);
    }

    private static Finding named(IndexMade aim, List<Index> indexes) {
        if (indexes.isEmpty()) {
            return new Finding(Outcome.NOT_APPLIED, "there is no index " + aim.name() + " on " + aim.table());
        }
        Index index = indexes.get(0);
        if (!index.valid()) {
            return Finding.invalid(index.name(), index.since());
        }
        return index.since() ? applied(index) : older(index);
    }

    private static Finding older(Index index) {
        return new Finding(Outcome.NOT_APPLIED, "the index " + index.name() + " was there before the statement began");
    }

    private static Finding applied(Index index) {
        return new Finding(
                Outcome.APPLIED,
                "the index " + index.name() + " is there and valid, and was made since the statement began");
    }

    private static Finding unnamed(IndexMade aim, List<Index> indexes) {
        List<Index> since = indexes.stream().filter(Index::since).toList();
        if (since.isEmpty()) {
            return new Finding(
                    Outcome.NOT_APPLIED, "no index was made on " + aim.table() + " since the statement began");
        }
        List<Index> same = since.stream().filter(index -> isSame(aim, index)).toList();
        if (same.size() == 1) {
            Index index = same.get(0);
            return index.valid() ? applied(index) : Finding.invalid(index.name(), true);
        }
        return new Finding(
                Outcome.UNKNOWABLE,
                "indexes were made on " + aim.table() + " since the statement began ("
                        + String.join(", ", since.stream().map(Index::name).toList())
                        + "), and none is without doubt the one that it makes");
    }

    private static boolean isSame(IndexMade aim, Index index) {
        StatementAim described = StatementAim.of(
                index.definition().replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY "));
        return described instanceof IndexMade made
                && aim.unique() == index.unique()
                && plain(aim.definition()).equals(plain(made.definition()));
    }

    private static List<String> plain(List<String> definition) {
        List<String> words =
                new ArrayList<>(definition.stream().map(IndexOutcome::folded).toList());
        if (words.size() > 1 && words.subList(0, 2).equals(List.of("using", "btree"))) {
            words.subList(0, 2).clear();
        }
        int where = words.lastIndexOf("where");
        if (where >= 0 && closing(words, where + 1) == words.size() - 1) {
            words.remove(words.size() - 1);
            words.remove(where + 1);
        }
        return words;
    }

    private static String folded(String word) {
        return word.startsWith("\"") || word.startsWith("'") ? word : word.toLowerCase(Locale.ROOT);
    }

    /** Where the parenthesis closes that opens there; -1 when none does. */
    private static int closing(List<String> words, int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            depth += words.get(i).equals("(") ? 1 : words.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i == open ? -1 : i;
            }
        }
        return -1;
    }

    private List<Index> read(IndexMade aim) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(INDEXES)) {
            query.setString(1, begunIn);
            query.setString(2, aim.table());
            query.setString(3, aim.table());
            query.setString(4, aim.name());
            query.setString(5, aim.name());
            query.setString(6, aim.table());
            List<Index> indexes = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(
                            row.getString("name"),
                            row.getBoolean("valid"),
                            row.getBoolean("since"),
                            row.getBoolean("is_unique"),
                            row.getString("definition")));
                }
            }
            return indexes;
        }
    }
}
