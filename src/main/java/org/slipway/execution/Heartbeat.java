package org.slipway.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;

/** Tells that this node is alive and what it is doing, and learns whether the run is to be cancelled or was taken over. */
final class Heartbeat implements Runnable {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class.getName());

    private final DataSource dataSource;
    private final RunStore runs;
    private final RunControl control;

    Heartbeat(DataSource dataSource, RunStore runs, RunControl control) {
        this.dataSource = dataSource;
        this.runs = runs;
        this.control = control;
    }

    @Override
    public void run() {
        try (Connection connection = dataSource.getConnection()) {
            RunStore.Pulse pulse = runs.heartbeat(connection, control.claim(), control.progress());
            if (!pulse.alive()) {
                control.stopNow(new RunControl.Stop(
                        RunStatus.INTERRUPTED,
                        "Another server has taken over, because this one was silent for too long."));
            } else if (pulse.cancelRequestedBy() != null) {
                control.stopNow(
                        new RunControl.Stop(RunStatus.CANCELLED, "Cancelled by " + pulse.cancelRequestedBy() + "."));
            }
        } catch (SQLException | RuntimeException e) {
            // an exception would end the schedule, and the database may be back before the run counts as lost
            LOG.log(Level.WARNING, "no heartbeat for run " + control.claim().runId(), e);
        }
    }
}
