package org.slipway.adoption;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** goose: {@code goose_db_version}. The latest row of a version counts, for older ones may say it was taken back; 0 is goose's own. */
final class GooseHistory implements ForeignTool {
    @Override
    public String layout() {
        return "goose";
    }

    @Override
    public String title() {
        return "goose";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.hasOnly("id:N", "version_id:N", "is_applied:B", "tstamp:D");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        Map<String, ForeignRow> applied = new LinkedHashMap<>();
        Rows.each(
                connection,
                "SELECT version_id::text AS version, is_applied, tstamp::timestamptz AS tstamp FROM " + table.name()
                        + " WHERE version_id > 0 ORDER BY id",
                row -> {
                    String version = row.getString("version");
                    applied.remove(version);
                    if (row.getBoolean("is_applied")) {
                        applied.put(version, ForeignRow.of(version, Rows.instant(row, "tstamp"), null));
                    }
                });
        return new ForeignHistory(table, List.copyOf(applied.values()), null);
    }
}
