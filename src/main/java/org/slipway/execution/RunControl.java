package org.slipway.execution;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.slipway.catalog.SessionActivity;
import org.slipway.history.Claim;
import org.slipway.history.PlannedStep;
import org.slipway.history.RunProgress;
import org.slipway.history.RunStatus;
import org.slipway.history.SoFar;

/**
 * One run under way on this node: what it is doing now, and the wish that it stop.
 *
 * <p>Written by the thread that works on the run, read by its heartbeat; a wish to stop may come from any thread.
 */
public final class RunControl {
    private static final Logger LOG = Logger.getLogger(RunControl.class.getName());

    /**
     * Why a run is to stop before its end.
     *
     * @param status what the run becomes
     * @param sentence for the admin
     */
    public record Stop(RunStatus status, String sentence) {}

    static final int LENT = -1;

    private final Claim claim;
    private final RunOptions options;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch stopWished = new CountDownLatch(1);
    private final StepSoFar soFar = new StepSoFar();
    private final AtomicInteger stepsApplied = new AtomicInteger();
    private volatile RunProgress place = new RunProgress(null, 0, 0, SoFar.NOTHING, "Starting", null);
    private volatile String seen;
    private volatile int backend;
    private volatile long backendSince;
    private volatile boolean pooled;
    private volatile Stop stop;
    private PGConnection working;
    private boolean interrupted;
    private String begunMigration;
    private String begunWith;

    RunControl(Claim claim) {
        this(claim, RunOptions.DEFAULT);
    }

    RunControl(Claim claim, RunOptions options) {
        this.claim = claim;
        this.options = options;
    }

    /** What the admin asked for. */
    RunOptions options() {
        return options;
    }

    /** What an admin does to go on with the run after it has ended. */
    String again() {
        return options.undo() == null ? "run again" : "undo it again";
    }

    Claim claim() {
        return claim;
    }

    /** What was seen in the last try is kept for the next one: between tries nobody can see who is in the way. */
    void begin(PlannedStep step, int attempt, String activity) {
        soFar.begin();
        seen = attempt == 1 ? null : seen;
        place = new RunProgress(step.migrationKey(), step.index(), attempt, SoFar.NOTHING, activity, null);
    }

    /** Each transaction may get another server session, and leaves it to another client. */
    void pooled() {
        pooled = true;
    }

    boolean isPooled() {
        return pooled;
    }

    /** The session that works on the step now. */
    void backend(int pid) {
        backendSince = System.nanoTime();
        backend = pid;
    }

    /** A pooler lends one for a statement: which, only its query tells. */
    void backendLent() {
        backend(LENT);
    }

    /** 0 when none does, {@link #LENT} when it is to be found by its query. */
    int backend() {
        return backend;
    }

    Duration backendWorks() {
        return Duration.ofNanos(System.nanoTime() - backendSince);
    }

    /** The steps of a migration share what its first began with, as psql's session for a file would: null for the first. */
    String begunWith(String migrationKey) {
        return migrationKey.equals(begunMigration) ? begunWith : null;
    }

    /** Only the thread that works on the run asks and tells. */
    void begun(String migrationKey, String settings) {
        begunMigration = migrationKey;
        begunWith = settings;
    }

    boolean isRepeated() {
        return place.attempt() > 1;
    }

    void seen(String activity) {
        seen = activity;
    }

    SessionActivity seen() {
        return SessionActivity.parse(seen);
    }

    /** What the step under way does. */
    StepSoFar soFar() {
        return soFar;
    }

    void stepApplied() {
        stepsApplied.incrementAndGet();
    }

    int stepsApplied() {
        return stepsApplied.get();
    }

    RunProgress progress() {
        RunProgress now = place;
        return new RunProgress(now.migrationKey(), now.stepIndex(), now.attempt(), soFar.now(), now.activity(), seen);
    }

    /** From now on a wish to stop at once cancels what this connection does. */
    synchronized void working(PGConnection connection) {
        working = connection;
        if (interrupted) {
            cancelQuery();
        }
    }

    /** The connection goes back to the pool: nobody may cancel anything on it any more. */
    synchronized void idle() {
        working = null;
        backend = 0;
    }

    /** No further step begins. */
    synchronized void stopAfterStep(Stop wish) {
        if (stop == null) {
            stop = wish;
        }
        stopWished.countDown();
    }

    /** No further step begins, and the one under way is cancelled. */
    synchronized void stopNow(Stop wish) {
        stopAfterStep(wish);
        interrupted = true;
        cancelQuery();
    }

    private void cancelQuery() {
        if (working != null) {
            try {
                working.cancelQuery();
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "run " + claim.runId() + ": the statement under way could not be cancelled", e);
            }
        }
    }

    /** Null as long as nobody wants it to stop. */
    Stop stop() {
        return stop;
    }

    /** True once the step under way is to be given up, too. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /** Waits for the whole time, or until somebody wants the run to stop. */
    boolean stopWishedWithin(Duration duration) throws InterruptedException {
        return stopWished.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
        ended.countDown();
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
