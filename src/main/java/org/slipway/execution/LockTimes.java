package org.slipway.execution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slipway.history.LocksHeld;

/**
 * Since when a step holds its locks: since the beginning of the statement that took them.
 *
 * <p>PostgreSQL tells which locks a transaction holds, not since when. So there is a look before a statement, in its own
 * round trip, but only if those since the last look took long enough to matter: what is new then was taken by one of them,
 * and the first of them is what is told. Not thread-safe.
 */
final class LockTimes {
    /** Shorter than anybody notices, longer than a look takes. */
    private static final long WORTH_A_LOOK_MILLIS = 5;

    private static final String LOOK = "SELECT pg_catalog.string_agg(l.relation || ' ' || l.mode, ',')"
            + " FROM pg_catalog.pg_lock_status() l WHERE l.pid = pg_catalog.pg_backend_pid()"
            + " AND l.locktype = 'relation' AND l.relation >= 16384;";

    private final Map<String, Long> takenAt = new HashMap<>();
    private long unseenSince;
    private boolean begun;

    /** To be told before anything that is not executed here. */
    void sending() {
        if (!begun) {
            begun = true;
            unseenSince = System.nanoTime();
        }
    }

    /** Runs the statement with a look before it if one is due; its own results are next. */
    boolean execute(Statement statement, String sql) throws SQLException {
        sending();
        long now = System.nanoTime();
        if (millisSinceLook() < WORTH_A_LOOK_MILLIS) {
            return LongStatement.execute(statement, sql);
        }
        LongStatement.execute(statement, LOOK + sql);
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            seen(row.getString(1));
        }
        unseenSince = now;
        return statement.getMoreResults();
    }

    private void seen(String locks) {
        if (locks != null) {
            for (String lock : locks.split(",")) {
                takenAt.putIfAbsent(lock, unseenSince);
            }
        }
    }

    private long millisSinceLook() {
        return begun ? millisSince(unseenSince) : 0;
    }

    LocksHeld held() {
        String json = takenAt.entrySet().stream()
                .map(lock -> '"' + lock.getKey() + "\":" + millisSince(lock.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        return new LocksHeld(json, millisSinceLook());
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
