package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slipway.catalog.SharedSession;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.HistorySchema;
import org.slipway.history.StepError;
import org.slipway.history.StepJournal;
import org.slipway.history.StepStore;
import org.slipway.security.Roles;
import org.slipway.sql.SqlSyntaxException;

/**
 * Runs one step in one transaction of its own, with its history row in that transaction.
 *
 * <p>The transaction is bean-managed, so that a step may take hours whatever the server's default time-out is. A step with
 * one statement costs four round trips: fence and time-outs, the statement, receipt and history row, commit.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionManagement(TransactionManagementType.BEAN)
public class StepExecutor {
    private static final int A_WEEK_IN_SECONDS = 7 * 24 * 60 * 60;

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    @Resource
    private UserTransaction transaction;

    private StepSession session;
    private StepStore steps;
    private StepJournal journal;
    private boolean toleratesExisting;

    /** For the container. */
    public StepExecutor() {}

    @Inject
    public StepExecutor(ExecutionSettings settings) {
        HistorySchema schema = new HistorySchema(settings.historySchema());
        this.session = new StepSession(schema, settings);
        this.steps = new StepStore(schema);
        this.journal = new StepJournal(schema);
        this.toleratesExisting = settings.onExisting() == OnExisting.WARN;
    }

    StepExecutor(DataSource dataSource, UserTransaction transaction, ExecutionSettings settings) {
        this(settings);
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    public StepOutcome apply(StepTask task) {
        return task.step().transactional()
                ? applyInTransaction(task)
                : new AutocommitStep(dataSource, session, steps, journal, toleratesExisting).apply(task);
    }

    private StepOutcome applyInTransaction(StepTask task) {
        try {
            transaction.setTransactionTimeout(A_WEEK_IN_SECONDS);
            transaction.begin();
            StepOutcome outcome = work(task);
            if (outcome instanceof StepOutcome.Applied) {
                return commit(task);
            }
            transaction.rollback();
            return outcome;
        } catch (Exception e) {
            // the container's own failures: it can't begin or roll back
            return failed(task, asSqlException(e));
        }
    }

    private StepOutcome work(StepTask task) {
        StepNotes notes = new StepNotes(task.step());
        try (Connection connection = dataSource.getConnection()) {
            String shared = task.control().isPooled() ? SharedSession.begin(connection) : null;
            if (!session.begin(connection, task)) {
                return new StepOutcome.ClaimLost();
            }
            return work(connection, task, notes, shared);
        } catch (StatementFailedException e) {
            StepError error = StepErrors.of(task, e, true);
            return new StepOutcome.Failed(
                    error, e.statement().number(), e.statement().line(), e.inBatch(), 0);
        } catch (SQLException e) {
            return failed(task, e);
        } catch (SqlSyntaxException e) {
            return new StepOutcome.Failed(StepErrors.of(task, e), 0, e.line(), false, 0);
        } catch (IOException e) {
            return new StepOutcome.Failed(StepErrors.unreadable(task, e.getMessage()), 0, 0, false, 0);
        }
    }

    private StepOutcome work(Connection connection, StepTask task, StepNotes notes, String shared)
            throws SQLException, IOException, SqlSyntaxException, StatementFailedException {
        try {
            ScriptExecution script = new ScriptExecution(connection, task, notes);
            script.run();
            if (task.control().interrupted()) {
                return new StepOutcome.Failed(StepErrors.interrupted(task), 0, 0, false, 0);
            }
            steps.applied(
                    connection, StepRecords.of(task, notes), script.locks().held(), shared);
            return new StepOutcome.Applied();
        } catch (SQLException | IOException | SqlSyntaxException | StatementFailedException e) {
            StepSession.abandon(connection, shared != null, e);
            throw e;
        }
    }

    /** A commit that was not answered may have happened: the history row, written in it, tells. */
    private StepOutcome commit(StepTask task) {
        try {
            transaction.commit();
            return new StepOutcome.Applied();
        } catch (Exception e) {
            try (Connection connection = dataSource.getConnection()) {
                boolean committed = steps.isApplied(connection, task.control().claim(), task.step());
                return committed ? new StepOutcome.Applied() : failed(task, asSqlException(e));
            } catch (SQLException unreachable) {
                e.addSuppressed(unreachable);
                return new StepOutcome.Failed(StepErrors.unknownCommit(task, asSqlException(e)), 0, 0, false, 0);
            }
        }
    }

    private static StepOutcome.Failed failed(StepTask task, SQLException e) {
        return new StepOutcome.Failed(StepErrors.of(task, e, true), 0, 0, false, 0);
    }

    private static SQLException asSqlException(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException(e.toString(), e);
    }
}
