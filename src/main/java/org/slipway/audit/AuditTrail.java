package org.slipway.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.HistorySchema;
import org.slipway.security.Actor;
import org.slipway.security.SecurityEvent;

/**
 * Takes down who did what. What happens in a transaction is recorded in that transaction; everything else waits in memory
 * for a thread that writes it, so that signing in neither waits for the database nor needs it.
 */
@ApplicationScoped
public class AuditTrail {
    private final RefusalLimit refusals = new RefusalLimit();
    private final AtomicBoolean countPlanned = new AtomicBoolean();
    private ScheduledExecutorService executor;
    private AuditChain chain;
    private AuditWriter writer;

    @Inject
    ExecutionSettings settings;

    @Resource(name = "jdbc/slipway")
    DataSource dataSource;

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** For the container. */
    public AuditTrail() {}

    public AuditTrail(DataSource dataSource, ExecutionSettings settings, ScheduledExecutorService executor) {
        start(dataSource, settings, executor);
    }

    @PostConstruct
    void start() {
        start(dataSource, settings, scheduler);
    }

    private void start(DataSource database, ExecutionSettings execution, ScheduledExecutorService threads) {
        executor = threads;
        chain = new AuditChain(new HistorySchema(execution.historySchema()));
        writer = new AuditWriter(database, chain, threads);
    }

    void on(@Observes SecurityEvent event) {
        record(AuditAction.valueOf(event.kind().name()), event.actor(), null, event.detail());
    }

    /**
     * Returns at once; the event is written as soon as the database lets it.
     *
     * @param runId null unless it is about a run
     * @param detail a sentence without secrets, or null
     */
    public void record(AuditAction action, Actor actor, Long runId, String detail) {
        record(AuditEntry.of(action, actor, runId, detail));
    }

    /** Somebody takes events away; which is known, what they are is not. */
    public void exported(Actor actor, AuditExport format, AuditFilter filter) {
        record(AuditAction.AUDIT_EXPORTED, actor, null, format + ": " + filter.described());
    }

    public void verified(Actor actor, ChainVerification found) {
        String state = found.intact() ? "Intact" : "Broken: " + found.broken().sentence();
        String end = found.count() == 0 ? "" : "; the last is " + found.lastId() + " with hash " + found.lastHash();
        record(AuditAction.AUDIT_VERIFIED, actor, null, state + " (" + found.count() + " events" + end + ")");
    }

    void record(AuditEntry entry) {
        offerCounted(entry.at());
        if (refusals.letsThrough(entry)) {
            writer.offer(entry);
        } else {
            planCount();
        }
    }

    /** Refusals that were only counted are told when their minute is over, whether or not something else happens. */
    private void planCount() {
        if (!countPlanned.getAndSet(true)) {
            try {
                executor.schedule(this::count, RefusalLimit.MINUTE.toMillis() + 1, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                countPlanned.set(false);
            }
        }
    }

    private void count() {
        countPlanned.set(false);
        offerCounted(Instant.now());
        if (refusals.hasCounted()) {
            planCount();
        }
    }

    private void offerCounted(Instant until) {
        refusals.countedUntil(until).forEach(writer::offer);
    }

    /** What is done to the database, and recorded with it. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work and records it in one transaction of its own. An audit trail that can't be written does not undo what has
     * happened: then the work is done alone, and its events wait.
     *
     * @param entries what to record of the work's result; may be empty
     */
    public <T> T record(Connection connection, Work<T> work, Function<T, List<AuditEntry>> entries)
            throws SQLException {
        try {
            Recorded<T> recorded = Transaction.on(connection, transaction -> {
                T result = work.on(transaction);
                return new Recorded<>(result, appendOrGiveUp(transaction, entries.apply(result)));
            });
            written(recorded.events());
            return recorded.result();
        } catch (NotWrittenException e) {
            T result = work.on(connection);
            entries.apply(result).forEach(this::record);
            return result;
        }
    }

    private record Recorded<T>(T result, List<AuditEvent> events) {}

    private static final class NotWrittenException extends Exception {
        private static final long serialVersionUID = 1L;

        NotWrittenException(SQLException cause) {
            super(cause);
        }
    }

    private List<AuditEvent> appendOrGiveUp(Connection connection, List<AuditEntry> entries)
            throws NotWrittenException {
        try {
            return chain.append(connection, entries);
        } catch (SQLException e) {
            throw new NotWrittenException(e);
        }
    }

    /** Records in the connection's transaction; when it is committed, {@link #written} is to be called. */
    public List<AuditEvent> append(Connection connection, List<AuditEntry> entries) throws SQLException {
        return chain.append(connection, entries);
    }

    /** They are committed: the log tells them, and what waits may find that the table is there now. */
    public void written(List<AuditEvent> events) {
        events.forEach(AuditLog::written);
        writer.wake();
    }

    void stop() {
        offerCounted(Instant.MAX);
        writer.stop();
    }
}
