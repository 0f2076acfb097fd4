package org.slipway.adoption;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Another tool that keeps its own history of migrations in a table: how the table is recognised and what its rows mean.
 *
 * <p>Nothing is ever written to that table. Without state, thread-safe.
 */
interface ForeignTool {
    /** Name of the layout whose files the tool runs. */
    String layout();

    /** As people name the tool. */
    String title();

    /** True when nobody else makes a table like this one. */
    boolean hasMade(TableShape table);

    /** What its rows say now. Rows that were taken back, by whatever way the tool has, are left out. */
    ForeignHistory read(Connection connection, ForeignTable table) throws SQLException;

    /**
     * Keeps the tool out until the end of the connection's transaction, where it can be kept out.
     *
     * @return a sentence when it is at work right now; never waits
     */
    default Optional<String> keepOut(Connection connection, ForeignTable table) throws SQLException {
        return Optional.empty();
    }

    /** What two names of one migration have in common: equal where they may mean the same. */
    default Object sameness(boolean repeatable, List<String> identity) {
        return identity;
    }

    /**
     * How well two names fit that have the same {@link #sameness}.
     *
     * @return 0 when they mean different migrations
     */
    default int closeness(List<String> one, List<String> other) {
        return 1;
    }

    /** A recorded checksum as the schema history can keep it; null for one of another algorithm. */
    default Integer number(String checksum) {
        return null;
    }
}
