package org.slipway.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Writes what waits, on a thread of the container. While the database is away, or before the first run has made the table,
 * it tries again from time to time, as long as something waits.
 */
final class AuditWriter {
    private static final Logger LOG = Logger.getLogger(AuditWriter.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 100;
    private static final String NO_TABLE = "42P01";
    /** Data exceptions, such as 22P05 for a character that the database's encoding does not have. */
    private static final String DATA = "22";

    private final AuditBuffer buffer = new AuditBuffer();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final DataSource dataSource;
    private final AuditChain chain;
    private final ScheduledExecutorService executor;
    private Duration pause = FIRST_PAUSE;
    private boolean failureTold;
    private volatile boolean stopped;
    /** A batch whose commit was not answered. */
    private List<AuditEvent> unanswered = List.of();

    AuditWriter(DataSource dataSource, AuditChain chain, ScheduledExecutorService executor) {
        this.dataSource = dataSource;
        this.chain = chain;
        this.executor = executor;
    }

    /** Returns at once. */
    void offer(AuditEntry entry) {
        if (stopped) {
            AuditLog.notWritten(entry, "the server is stopping");
        } else if (!buffer.add(entry)) {
            AuditLog.notWritten(entry, "too many events wait for the database");
        } else if (!retrying.get()) {
            wake();
        }
    }

    /** Now is a good time to try. */
    void wake() {
        if (!awake.getAndSet(true)) {
            try {
                executor.execute(this::work);
            } catch (RejectedExecutionException e) {
                awake.set(false);
            }
        }
    }

    private void work() {
        awake.set(false);
        try {
            writeWaiting();
        } catch (SQLException | RuntimeException e) {
            tell(e);
            retry();
        }
    }

    private synchronized void tell(Exception e) {
        boolean noTable = e instanceof SQLException failure && NO_TABLE.equals(failure.getSQLState());
        if (!noTable && !failureTold) {
            failureTold = true;
            LOG.log(Level.WARNING, "Audit events wait in memory, because they can't be written", e);
        }
    }

    private synchronized void retry() {
        if (!stopped && !retrying.getAndSet(true)) {
            try {
                executor.schedule(this::workAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (RejectedExecutionException e) {
                retrying.set(false);
            }
        }
    }

    private void workAgain() {
        retrying.set(false);
        wake();
    }

    private synchronized void writeWaiting() throws SQLException {
        while (!buffer.first(1).isEmpty()) {
            try (Connection connection = dataSource.getConnection()) {
                settleUnanswered(connection);
                write(connection, buffer.first(AT_ONCE));
            }
        }
        pause = FIRST_PAUSE;
        failureTold = false;
    }

    /** Nothing is written twice because a commit was not answered. */
    private void settleUnanswered(Connection connection) throws SQLException {
        if (!unanswered.isEmpty() && chain.contains(connection, unanswered.get(unanswered.size() - 1))) {
            written(unanswered);
        }
        unanswered = List.of();
    }

    private void write(Connection connection, List<AuditEntry> entries) throws SQLException {
        try {
            append(connection, entries);
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(DATA)) {
                throw e;
            }
            append(connection, entries.stream().map(AuditEntry::ascii).toList());
        }
    }

    private void append(Connection connection, List<AuditEntry> entries) throws SQLException {
        Transaction.on(connection, transaction -> unanswered = chain.append(transaction, entries));
        written(unanswered);
        unanswered = List.of();
    }

    private void written(List<AuditEvent> events) {
        buffer.removeFirst(events.size());
        events.forEach(AuditLog::written);
    }

    /** Writes what waits for the last time; what can't be written is in the log at least. */
    void stop() {
        stopped = true;
        try {
            writeWaiting();
        } catch (SQLException | RuntimeException e) {
            buffer.first(AuditBuffer.LIMIT)
                    .forEach(entry -> AuditLog.notWritten(entry, "the server stopped: " + e.getMessage()));
        }
    }
}
