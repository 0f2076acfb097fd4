package org.slipway.adoption;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slipway.migration.MigrationVersion;

/**
 * Flyway: {@code flyway_schema_history}, before version 5 {@code schema_version}, or what {@code flyway.table} says.
 *
 * <p>Rows are only ever appended: a repeatable migration has one for each time, undo and repair have rows of their own that
 * take back what came before.
 */
final class FlywayHistory implements ForeignTool {
    /** Flyway's number for its locks, to which it adds the hash of the table's name. */
    private static final long LOCK = 0x466C79776179L;

    private static final int DESCRIPTION_LIMIT = 200;

    @Override
    public String layout() {
        return "flyway";
    }

    @Override
    public String title() {
        return "Flyway";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.has(
                "installed_rank:N",
                "version:S",
                "description:S",
                "type:S",
                "script:S",
                "checksum:N",
                "installed_by:S",
                "installed_on:D",
                "execution_time:N",
                "success:B");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        Reading reading = new Reading();
        Rows.each(
                connection,
                "SELECT version, description, upper(type) AS type, script, checksum::text AS checksum, installed_by,"
                        + " installed_on::timestamptz AS installed_on, greatest(execution_time, 0) AS millis, success FROM "
                        + table.name() + " ORDER BY installed_rank",
                reading::add);
        return new ForeignHistory(table, List.copyOf(reading.standing.values()), reading.baseline);
    }

    /** Follows the rows from the oldest to the newest. */
    private final class Reading {
        private final Map<Object, ForeignRow> standing = new LinkedHashMap<>();
        private ForeignHistory.Through baseline;

        void add(ResultSet row) throws SQLException {
            String type = row.getString("type");
            boolean success = row.getBoolean("success");
            if (type.equals("SCHEMA")) {
                return;
            }
            ForeignRow read = row(row, success);
            Object migration = sameness(read.repeatable(), read.identity());
            if (type.equals("INIT") || type.endsWith("BASELINE")) {
                raiseBaseline(read);
            } else if (type.equals("DELETE") || type.startsWith("UNDO")) {
                if (success) {
                    standing.remove(migration);
                }
            } else {
                standing.remove(migration);
                standing.put(migration, read);
            }
        }

        private void raiseBaseline(ForeignRow row) {
            if (row.failed() || row.version() == null) {
                return;
            }
            MigrationVersion version = MigrationVersion.of(row.version());
            if (baseline == null || version.compareTo(baseline.version()) > 0) {
                baseline = new ForeignHistory.Through(version, true, row);
            }
        }
    }

    private static ForeignRow row(ResultSet row, boolean success) throws SQLException {
        String version = row.getString("version");
        String description = row.getString("description");
        boolean repeatable = version == null;
        return new ForeignRow(
                List.of(repeatable ? description : version),
                repeatable ? "R__" + description.replace(' ', '_').replace('/', ':') : version.replace('_', '.'),
                repeatable,
                version,
                description,
                row.getString("script"),
                row.getString("checksum"),
                row.getString("installed_by"),
                Rows.instant(row, "installed_on"),
                Duration.ofMillis(row.getLong("millis")),
                success ? null : "");
    }

    /** By version, so that 1.0 is 1; a description that was too long for the table is in it with three dots. */
    @Override
    public Object sameness(boolean repeatable, List<String> identity) {
        String text = identity.get(0);
        if (repeatable) {
            return text.length() <= DESCRIPTION_LIMIT ? text : text.substring(0, DESCRIPTION_LIMIT - 3) + "...";
        }
        try {
            return MigrationVersion.of(text);
        } catch (IllegalArgumentException notAVersion) {
            return MigrationVersion.text(text);
        }
    }

    @Override
    public Integer number(String checksum) {
        return checksum == null ? null : Integer.valueOf(checksum);
    }

    @Override
    public Optional<String> keepOut(Connection connection, ForeignTable table) throws SQLException {
        String named = "\"" + table.schema() + "\".\"" + table.table() + "\"";
        return AdvisoryLock.take(connection, LOCK + named.hashCode())
                ? Optional.empty()
                : Optional.of("Flyway is at work in this database.");
    }
}
