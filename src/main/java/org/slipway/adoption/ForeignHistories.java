package org.slipway.adoption;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;

/**
 * Finds the histories that other tools have kept in this database, in whatever schema, by what their tables look like.
 *
 * <p>Only as long as somebody has to decide about them: once the schema history has a migration that was applied here, or was
 * adopted, or begins with a baseline, other tools' tables are tables like any other. Until then a look costs three queries and
 * one for each table that was found; afterwards none.
 */
public final class ForeignHistories {
    /** Of each tool whose table may have any name a column that few other tables have. */
    private static final String[] TELLTALE = {
        "installed_rank", "applied_steps_count", "orderexecuted", "is_applied", "dirty", "run_on"
    };

    private static final String TABLES = "SELECT n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) AS name,"
            + " has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable,"
            + " EXISTS (SELECT FROM pg_class r WHERE r.relnamespace = n.oid AND r.relname = 'ar_internal_metadata') AS rails,"
            + " array_agg(a.attname::text || ':' || t.typcategory::text ORDER BY a.attnum) AS columns"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " JOIN pg_type t ON t.oid = a.atttypid"
            + " WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
            + " AND quote_ident(n.nspname) <> ? AND n.nspname <> ?"
            + " AND (c.relname = ? OR c.oid IN (SELECT attrelid FROM pg_attribute WHERE attname = ANY (?)))"
            + " GROUP BY n.oid, n.nspname, c.oid, c.relname ORDER BY n.nspname, c.relname";

    private final HistorySchema schema;

    public ForeignHistories(HistorySchema schema) {
        this.schema = schema;
    }

    /**
     * Those that somebody has to decide about; nearly always none.
     *
     * <p>One that the console's role may not read is among them, without rows; one without rows that is readable is not.
     *
     * @param histories what the schema history knows
     */
    public List<ForeignHistory> undecided(Connection connection, Map<String, MigrationHistory> histories)
            throws SQLException {
        boolean applied = histories.values().stream().anyMatch(history -> history.installedOn() != null);
        if (applied || isDecided(connection)) {
            return List.of();
        }
        List<ForeignHistory> found = new ArrayList<>();
        for (ForeignTable table : tables(connection)) {
            ForeignHistory history = table.readable()
                    ? table.tool().read(connection, table)
                    : new ForeignHistory(table, List.of(), null);
            if (!history.isEmpty() || !table.readable()) {
                found.add(history);
            }
        }
        return found;
    }

    /** As text, the column {@code kind} may be missing in what an older Slipway made. */
    private boolean isDecided(Connection connection) throws SQLException {
        if (!schema.exists(connection)) {
            return false;
        }
        String sql = "SELECT EXISTS (SELECT FROM " + schema.table(HistorySchema.STEP)
                + " WHERE status IN ('APPLIED', 'UNDONE')) OR EXISTS (SELECT FROM " + schema.table("run")
                + " r WHERE r.status = 'SUCCEEDED' AND to_jsonb(r) ->> 'kind' IN ('ADOPT', 'BASELINE'))";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private List<ForeignTable> tables(Connection connection) throws SQLException {
        List<ForeignTable> tables = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES)) {
            query.setString(1, schema.quoted());
            query.setString(2, schema.quoted().replaceAll("^\"|\"$", ""));
            query.setString(3, DbmateHistory.TABLE);
            query.setArray(4, connection.createArrayOf("text", TELLTALE));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    table(row).ifPresent(tables::add);
                }
            }
        }
        return tables;
    }

    private static Optional<ForeignTable> table(ResultSet row) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        Array array = row.getArray("columns");
        for (String column : (String[]) array.getArray()) {
            int colon = column.lastIndexOf(':');
            columns.put(column.substring(0, colon), column.substring(colon + 1));
        }
        TableShape shape = new TableShape(row.getString("relname"), columns, row.getBoolean("rails"));
        String schemaName = row.getString("nspname");
        String name = row.getString("name");
        boolean readable = row.getBoolean("readable");
        return ForeignTools.ALL.stream()
                .filter(tool -> tool.hasMade(shape))
                .findFirst()
                .map(tool -> new ForeignTable(tool, schemaName, shape.name(), name, readable));
    }
}
