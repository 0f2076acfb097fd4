package org.slipway.adoption;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Diesel: {@code __diesel_schema_migrations}. */
final class DieselHistory implements ForeignTool {
    @Override
    public String layout() {
        return "diesel";
    }

    @Override
    public String title() {
        return "Diesel";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.hasOnly("version:S", "run_on:D");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        Rows.each(
                connection,
                "SELECT version, run_on::timestamptz AS run_on FROM " + table.name() + " ORDER BY version",
                row -> rows.add(ForeignRow.of(row.getString("version"), Rows.instant(row, "run_on"), null)));
        return new ForeignHistory(table, rows, null);
    }
}
