package org.slipway.adoption;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slipway.migration.MigrationVersion;

/**
 * golang-migrate: {@code schema_migrations} with one row. All files up to its version are applied; a dirty one is where the
 * last try broke off.
 */
final class GolangMigrateHistory implements ForeignTool {
    @Override
    public String layout() {
        return "golang-migrate";
    }

    @Override
    public String title() {
        return "golang-migrate";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.hasOnly("version:N", "dirty:B");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        Rows.each(
                connection,
                "SELECT version::text AS version, dirty FROM " + table.name()
                        + " WHERE version >= 0 ORDER BY version DESC LIMIT 1",
                row -> rows.add(ForeignRow.of(row.getString("version"), null, row.getBoolean("dirty") ? "" : null)));
        return new ForeignHistory(
                table, rows, rows.isEmpty() ? null : through(rows.get(0).version()));
    }

    /** What comes before a dirty version is applied all the same. */
    private static ForeignHistory.Through through(String version) {
        return new ForeignHistory.Through(MigrationVersion.of(version), false, ForeignRow.of(version, null, null));
    }
}
