package org.slipway.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An index that costs every write and serves no read, because building it did not come to its end.
 *
 * <p>Whether one is being built right now is seen by everybody: its session reports progress and holds a lock on its table,
 * even if what exactly it does is hidden from this role.
 *
 * @param name qualified and quoted
 * @param table qualified and quoted
 * @param definition as PostgreSQL writes it
 * @param builder pid of the session that builds an index of this table right now; 0 when none does
 */
public record InvalidIndex(String name, String table, String definition, int builder) {
    private static final int MOST = 200;

    private static final String SQL = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,"
            + " quote_ident(tn.nspname) || '.' || quote_ident(t.relname) AS table_name,"
            + " pg_get_indexdef(c.oid) AS definition,"
            + " coalesce((SELECT l.pid FROM pg_locks l JOIN pg_stat_progress_create_index p USING (pid)"
            + " WHERE l.locktype = 'relation' AND l.relation = t.oid AND l.granted AND l.database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1), 0) AS builder"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace"
            + " WHERE NOT i.indisvalid AND c.relkind = 'i' AND NOT pg_is_other_temp_schema(n.oid)";

    /** At most 200, by name. Those of partitioned tables, which wait for their partitions' indexes, are not meant. */
    public static List<InvalidIndex> read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SQL + " ORDER BY 1 LIMIT " + MOST)) {
            return read(query);
        }
    }

    /** Those that are in the statement's way: its name on its table; any of its table where it has no name. */
    public static List<InvalidIndex> madeBy(Connection connection, StatementAim.IndexMade aim) throws SQLException {
        String its = SQL + " AND " + Unqualified.mayBe("t", "tn")
                + " AND (?::text IS NULL OR c.relname = (parse_ident(?))[1]::name)";
        try (PreparedStatement query = connection.prepareStatement(its)) {
            query.setString(1, aim.table());
            query.setString(2, aim.table());
            query.setString(3, aim.name());
            query.setString(4, aim.name());
            return read(query);
        }
    }

    private static List<InvalidIndex> read(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            List<InvalidIndex> indexes = new ArrayList<>();
            while (row.next()) {
                indexes.add(new InvalidIndex(
                        row.getString("name"),
                        row.getString("table_name"),
                        row.getString("definition"),
                        row.getInt("builder")));
            }
            return indexes;
        }
    }

    public boolean isBeingBuilt() {
        return builder != 0;
    }

    /** What an admin sends to get rid of it. */
    public String dropStatement() {
        return dropStatement(name);
    }

    /** @param name qualified and quoted */
    public static String dropStatement(String name) {
        return "DROP INDEX CONCURRENTLY " + name;
    }
}
