package org.slipway.adoption;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prisma Migrate: {@code _prisma_migrations}.
 *
 * <p>A row is there before its migration runs, so one without an end is one that failed, or is running. {@code migrate resolve}
 * marks failed ones as rolled back, and such rows mean nothing any more.
 */
final class PrismaHistory implements ForeignTool {
    /** Prisma's one number for all databases. */
    private static final long LOCK = 72707369L;

    private static final int LOG_LIMIT = 500;

    @Override
    public String layout() {
        return "prisma";
    }

    @Override
    public String title() {
        return "Prisma Migrate";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.has(
                "id:S",
                "checksum:S",
                "finished_at:D",
                "migration_name:S",
                "logs:S",
                "rolled_back_at:D",
                "started_at:D",
                "applied_steps_count:N");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        Map<String, ForeignRow> latest = new LinkedHashMap<>();
        Rows.each(
                connection,
                "SELECT migration_name, checksum, logs, started_at::timestamptz AS started_at,"
                        + " finished_at::timestamptz AS finished_at FROM " + table.name()
                        + " WHERE rolled_back_at IS NULL ORDER BY started_at, finished_at",
                row -> {
                    ForeignRow read = row(row);
                    latest.merge(read.key(), read, PrismaHistory::newer);
                });
        return new ForeignHistory(table, List.copyOf(latest.values()), null);
    }

    /** What was applied stays so, whatever was tried later. */
    private static ForeignRow newer(ForeignRow before, ForeignRow now) {
        return now.failed() && !before.failed() ? before : now;
    }

    private static ForeignRow row(ResultSet row) throws SQLException {
        String name = row.getString("migration_name");
        Instant started = Rows.instant(row, "started_at");
        Instant finished = Rows.instant(row, "finished_at");
        return new ForeignRow(
                List.of(name),
                name.replace('/', ':'),
                false,
                name,
                name.replaceFirst("^[0-9]+_+", "").replace('_', ' '),
                name + "/migration.sql",
                row.getString("checksum"),
                null,
                finished == null ? started : finished,
                finished == null ? null : Duration.between(started, finished),
                finished == null ? shortened(row.getString("logs")) : null);
    }

    private static String shortened(String logs) {
        String text = logs == null ? "" : logs.strip();
        return text.length() <= LOG_LIMIT ? text : text.substring(0, LOG_LIMIT) + "…";
    }

    @Override
    public Optional<String> keepOut(Connection connection, ForeignTable table) throws SQLException {
        return AdvisoryLock.take(connection, LOCK)
                ? Optional.empty()
                : Optional.of("Prisma Migrate is at work in this database.");
    }
}
