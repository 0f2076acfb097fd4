package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditTrail;
import org.slipway.catalog.SessionActivity.Blocker;
import org.slipway.catalog.SessionActivity.LockWait;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.security.Actor;
import org.slipway.security.Roles;

/**
 * Ends a session that a run waits for, at an admin's word. Only one that is in the way of an active run: this is no tool to
 * end anybody's session with.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BlockerEnder {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    @Inject
    private RunReader runs;

    @Inject
    private AuditTrail trail;

    /** For the container. */
    public BlockerEnder() {}

    BlockerEnder(DataSource dataSource, RunReader runs, AuditTrail trail) {
        this.dataSource = dataSource;
        this.runs = runs;
        this.trail = trail;
    }

    /** What became of the wish. */
    public sealed interface Outcome {
        /** Its transaction is being rolled back. */
        record Ended() implements Outcome {}

        /** The run does not wait for it, or not any more. */
        record NotInTheWay() implements Outcome {}

        /** @param reason a sentence: why PostgreSQL does not let the console's role do it */
        record Refused(String reason) implements Outcome {}
    }

    /** @throws DatabaseUnavailableException when the database can't be reached */
    public Outcome end(long runId, int pid, Actor caller) {
        Optional<Blocker> blocker = find(runId, pid);
        if (blocker.isEmpty()) {
            return new Outcome.NotInTheWay();
        }
        Outcome outcome = end(blocker.get());
        if (!(outcome instanceof Outcome.NotInTheWay)) {
            boolean ended = outcome instanceof Outcome.Ended;
            String why = outcome instanceof Outcome.Refused refused ? " " + refused.reason() : "";
            trail.record(
                    ended ? AuditAction.BLOCKER_ENDED : AuditAction.BLOCKER_NOT_ENDED,
                    caller,
                    runId,
                    described(blocker.get()) + "." + why);
        }
        return outcome;
    }

    /** The session that a run waits for, as it was seen last. */
    public Optional<Blocker> find(long runId, int pid) {
        LockWait wait = runs.find(runId)
                .filter(run -> run.status().isActive())
                .map(Run::seen)
                .map(seen -> seen.lockWait())
                .orElse(null);
        return wait == null
                ? Optional.empty()
                : wait.blockers().stream()
                        .filter(blocker -> blocker.pid() == pid)
                        .findFirst();
    }

    /** Not its query, which may tell a row's data. */
    private static String described(Blocker blocker) {
        return "Session " + blocker.pid() + " of " + blocker.user()
                + (blocker.application() == null || blocker.application().isEmpty() ? "" : ", " + blocker.application())
                + (blocker.address() == null ? "" : ", from " + blocker.address());
    }

    private Outcome end(Blocker blocker) {
        if (blocker.pid() == 0) {
            return new Outcome.Refused("A prepared transaction has no session: end it with COMMIT PREPARED or ROLLBACK"
                    + " PREPARED; pg_prepared_xacts names it.");
        }
        // where the role may not see since when the session is there, its pid has to do
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ?"
                + " AND coalesce(backend_start = ?::timestamptz, true)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement terminate = connection.prepareStatement(sql)) {
            terminate.setInt(1, blocker.pid());
            terminate.setString(2, blocker.backendStart());
            try (ResultSet row = terminate.executeQuery()) {
                return row.next() && row.getBoolean(1) ? new Outcome.Ended() : new Outcome.NotInTheWay();
            }
        } catch (SQLException e) {
            if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return new Outcome.Refused("PostgreSQL refused: " + StepErrors.serverMessage(e)
                        + ". The console's role needs pg_signal_backend, or for a superuser's session has to be one.");
            }
            throw new DatabaseUnavailableException("The session can't be ended: " + e.getMessage(), e);
        }
    }
}
