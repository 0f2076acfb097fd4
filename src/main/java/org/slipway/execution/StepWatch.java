package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.catalog.SessionActivity;

/**
 * Looks, from a connection of its own, at what the step's session does: whom it waits for, how far a long command is.
 *
 * <p>Called often and looks seldom: once a second, and only at the beginning of a repeated try often enough to see, within a
 * short {@code lock_timeout}, who is in the way. A run whose steps are short never pays for it.
 */
final class StepWatch implements Runnable {
    /** How often it is to be called. */
    static final Duration PERIOD = Duration.ofMillis(40);

    private static final Logger LOG = Logger.getLogger(StepWatch.class.getName());
    private static final Duration SELDOM = Duration.ofSeconds(1);
    private static final Duration BEGINNING = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final RunControl control;
    private volatile long lookedAt;

    StepWatch(DataSource dataSource, RunControl control) {
        this.dataSource = dataSource;
        this.control = control;
    }

    @Override
    public void run() {
        int backend = control.backend();
        if (backend == 0 || !isDue()) {
            return;
        }
        lookedAt = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            int pid = backend == RunControl.LENT
                    ? SessionActivity.pid(connection, control.claim().comment())
                    : backend;
            String seen = SessionActivity.ask(connection, pid);
            boolean waits = SessionActivity.parse(seen).lockWait() != null;
            if (control.backend() == backend && (waits || !isBeginning())) {
                control.seen(seen);
            }
        } catch (SQLException | RuntimeException e) {
            // an exception would end the schedule; what can't be seen is only not shown
            LOG.log(Level.FINE, "the session of run " + control.claim().runId() + " can't be looked at", e);
        }
    }

    private boolean isDue() {
        return isBeginning()
                || control.backendWorks().compareTo(SELDOM) >= 0 && System.nanoTime() - lookedAt >= SELDOM.toNanos();
    }

    /** Of a repeated try. It does not wait yet when it has only just begun: what the last one waited for stays true. */
    private boolean isBeginning() {
        return control.isRepeated() && control.backendWorks().compareTo(BEGINNING) < 0;
    }
}
