package org.slipway.adoption;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * dbmate: {@code schema_migrations} with versions and nothing else.
 *
 * <p>One column is little to know a table by, so the name counts, too; Rails has the same table, and others beside it.
 */
final class DbmateHistory implements ForeignTool {
    static final String TABLE = "schema_migrations";

    @Override
    public String layout() {
        return "dbmate";
    }

    @Override
    public String title() {
        return "dbmate";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.name().equals(TABLE) && table.hasOnly("version:S") && !table.rails();
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        Rows.each(
                connection,
                "SELECT version FROM " + table.name() + " ORDER BY version",
                row -> rows.add(ForeignRow.of(row.getString("version"), null, null)));
        return new ForeignHistory(table, rows, null);
    }
}
