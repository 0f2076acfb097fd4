package org.slipway.adoption;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Liquibase: {@code databasechangelog}.
 *
 * <p>A changeset is known by its id, its author and its file, and the file's path depends on where Liquibase was started: the
 * same file may be {@code classpath:db/a.sql}, {@code db/a.sql} and {@code src/main/resources/db/a.sql}. So a path fits
 * another one that it ends with. Checksums differ between versions of Liquibase, so they are trusted, never computed.
 */
final class LiquibaseHistory implements ForeignTool {
    private static final Set<String> NOT_APPLIED = Set.of("FAILED", "SKIPPED");

    @Override
    public String layout() {
        return "liquibase";
    }

    @Override
    public String title() {
        return "Liquibase";
    }

    @Override
    public boolean hasMade(TableShape table) {
        return table.has(
                "id:S", "author:S", "filename:S", "dateexecuted:D", "orderexecuted:N", "exectype:S", "md5sum:S");
    }

    @Override
    public ForeignHistory read(Connection connection, ForeignTable table) throws SQLException {
        Map<List<String>, ForeignRow> latest = new LinkedHashMap<>();
        Rows.each(
                connection,
                "SELECT id, author, filename, dateexecuted::timestamptz AS dateexecuted, exectype FROM " + table.name()
                        + " ORDER BY dateexecuted, orderexecuted",
                row -> {
                    ForeignRow read = row(row);
                    latest.merge(read.identity(), read, (before, now) -> now.failed() ? before : now);
                });
        latest.values().removeIf(ForeignRow::failed);
        return new ForeignHistory(table, List.copyOf(latest.values()), null);
    }

    /** What Liquibase skipped or let fail is not applied, and the next run does it. */
    private static ForeignRow row(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String author = row.getString("author");
        String file = row.getString("filename");
        return new ForeignRow(
                List.of(id, author, file),
                (author + ":" + id + ":" + file).replace('/', ':'),
                false,
                null,
                author + ":" + id,
                file,
                null,
                null,
                Rows.instant(row, "dateexecuted"),
                null,
                NOT_APPLIED.contains(row.getString("exectype")) ? "" : null);
    }

    /** Its lock is a row that it writes and commits, so that one that died is still at work; releaseLocks is its way out. */
    @Override
    public Optional<String> keepOut(Connection connection, ForeignTable table) throws SQLException {
        String lock = table.name().substring(0, table.name().lastIndexOf('.')) + ".databasechangeloglock";
        if (!isReadable(connection, lock)) {
            return Optional.empty();
        }
        List<String> locked = new ArrayList<>();
        Rows.each(
                connection,
                "SELECT coalesce(lockedby, 'nobody known') AS by FROM " + lock + " WHERE locked",
                row -> locked.add("Liquibase is at work in this database, locked by " + row.getString("by")
                        + ". If it is not, release the lock with Liquibase."));
        return locked.stream().findFirst();
    }

    /** False when there is none, too. */
    private static boolean isReadable(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT has_table_privilege(to_regclass(?), 'SELECT')")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public Object sameness(boolean repeatable, List<String> identity) {
        return identity.subList(0, 2);
    }

    /** How many folders and names two paths have in common from their ends; more than any number when they are equal. */
    @Override
    public int closeness(List<String> one, List<String> other) {
        String[] path = parts(one.get(2));
        String[] otherPath = parts(other.get(2));
        int common = 0;
        while (common < Math.min(path.length, otherPath.length)
                && path[path.length - 1 - common].equals(otherPath[otherPath.length - 1 - common])) {
            common++;
        }
        if (common < Math.min(path.length, otherPath.length)) {
            return 0;
        }
        return path.length == otherPath.length ? Integer.MAX_VALUE : common;
    }

    private static String[] parts(String path) {
        return path.replace('\\', '/')
                .replaceFirst("^(classpath\\*?:|file:)", "")
                .replaceFirst("^[./]+", "")
                .split("/+");
    }
}
