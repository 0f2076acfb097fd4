package org.slipway.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slipway.catalog.Finding.Outcome;
import org.slipway.catalog.StatementAim.Detached;
import org.slipway.catalog.StatementAim.Gone;
import org.slipway.catalog.StatementAim.IndexGone;
import org.slipway.catalog.StatementAim.IndexMade;
import org.slipway.catalog.StatementAim.Made;
import org.slipway.catalog.StatementAim.Repeatable;

/**
 * Finds out what became of a statement that ran outside a transaction, once its session has ended.
 *
 * <p>The journal row that tells of its begin was written just before it: a catalog row whose {@code xmin} is younger was
 * written since. One round trip.
 */
public final class StatementOutcome {
    private final Connection connection;
    private final String begunIn;

    /** @param begunIn {@code xmin} of the row that was written before the statement began */
    public StatementOutcome(Connection connection, String begunIn) {
        this.connection = connection;
        this.begunIn = begunIn;
    }

    public Finding of(StatementAim aim) throws SQLException {
        if (aim instanceof IndexMade made) {
            return new IndexOutcome(connection, begunIn).of(made);
        }
        if (aim instanceof IndexGone gone) {
            return indexGone(gone.name());
        }
        if (aim instanceof Made made) {
            return made(made);
        }
        if (aim instanceof Gone gone) {
            return age(gone.kind(), gone.name()) == null
                    ? new Finding(Outcome.APPLIED, gone.name() + " is gone")
                    : new Finding(Outcome.NOT_APPLIED, gone.name() + " is still there");
        }
        if (aim instanceof Detached detached) {
            return detached(detached);
        }
        return aim instanceof Repeatable
                ? new Finding(
                        Outcome.REPEATABLE, "nothing tells whether it came to its end, and once more does no harm")
                : new Finding(Outcome.UNKNOWABLE, "nothing in the catalog tells whether it came to its end");
    }

    /** An index that {@code DROP INDEX CONCURRENTLY} had begun to drop is invalid; the next try goes on with it. */
    private Finding indexGone(String name) throws SQLException {
        String sql = "SELECT coalesce(bool_or(c.oid = to_regclass(?)), false), count(*) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('i', 'I') AND "
                + Unqualified.mayBe("c", "n");
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            query.setString(2, name);
            query.setString(3, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getInt(2) == 0) {
                    return new Finding(Outcome.APPLIED, "the index " + name + " is gone");
                }
                return row.getBoolean(1)
                        ? new Finding(Outcome.NOT_APPLIED, "the index " + name + " is still there")
                        : new Finding(
                                Outcome.UNKNOWABLE,
                                "the index " + name + " is not found under its name alone, but another schema has one");
            }
        }
    }

    private Finding made(Made made) throws SQLException {
        Boolean since = age(made.kind(), made.name());
        if (since == null) {
            return new Finding(Outcome.NOT_APPLIED, made.name() + " is not there");
        }
        return since
                ? new Finding(Outcome.APPLIED, made.name() + " is there and was made since the statement began")
                : new Finding(Outcome.NOT_APPLIED, made.name() + " was there before the statement began");
    }

    /** Null when it is not there, true when it is younger than the statement. */
    private Boolean age(StatementAim.Kind kind, String name) throws SQLException {
        String sql = "SELECT age(xmin) < age(?::xid) FROM " + kind.catalog() + " WHERE " + kind.nameColumn()
                + " = (parse_ident(?))[1]::name";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, begunIn);
            query.setString(2, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Boolean.valueOf(row.getBoolean(1)) : null;
            }
        }
    }

    private Finding detached(Detached aim) throws SQLException {
        String sql =
                "SELECT to_regclass(?) IS NULL OR to_regclass(?) IS NULL, (SELECT inhdetachpending FROM pg_inherits"
                        + " WHERE inhparent = to_regclass(?) AND inhrelid = to_regclass(?))";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, aim.table());
            query.setString(2, aim.partition());
            query.setString(3, aim.table());
            query.setString(4, aim.partition());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                boolean absent = row.getBoolean(1);
                Boolean pending = row.getObject(2, Boolean.class);
                return absent
                        ? new Finding(Outcome.UNKNOWABLE, aim.table() + " or " + aim.partition() + " is not there")
                        : detached(aim, pending);
            }
        }
    }

    private static Finding detached(Detached aim, Boolean pending) {
        if (pending == null) {
            return new Finding(Outcome.APPLIED, aim.partition() + " is no partition of " + aim.table());
        }
        return pending
                ? new Finding(
                        Outcome.UNFINISHED,
                        aim.partition() + " is detached by half: write FINALIZE in the place of CONCURRENTLY")
                : new Finding(Outcome.NOT_APPLIED, aim.partition() + " is still a partition of " + aim.table());
    }
}
