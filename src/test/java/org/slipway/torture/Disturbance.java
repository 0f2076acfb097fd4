package org.slipway.torture;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slipway.torture.Link.Pass;
import org.slipway.torture.PgMessages.Message;

/** Does once what the scenario says, when the time or the message has come. */
final class Disturbance implements Link.Watch {
    /** In a transaction it can't be taken over. */
    private static final Duration FROZEN_AT_MOST = NodeMain.LOST_AFTER.plusSeconds(4);

    /** Longer than a loaded machine takes for the rest of a run. */
    private static final Duration HEARTBEATS_BEHIND = Duration.ofSeconds(15);

    private final Scenario scenario;
    private final TortureDatabase server;
    private final String database;
    private final Victim victim;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean();
    private final CompletableFuture<Void> struck = new CompletableFuture<>();
    private volatile boolean fired;
    private volatile boolean atNextMessage;
    private volatile long heldUntil;

    Disturbance(Scenario scenario, TortureDatabase server, String database, Victim victim) {
        this.scenario = scenario;
        this.server = server;
        this.database = database;
        this.victim = victim;
    }

    /** From now on it may happen. */
    void arm(Duration run, PgProxy proxy) {
        armed.set(scenario.kind() != Kind.TWO_NODES);
        if (scenario.moment() == Moment.ANY_TIME) {
            after(Duration.ofNanos((long) (run.toNanos() * scenario.at()))).execute(() -> strikeNow(proxy));
        }
    }

    /** Whether it has begun. */
    boolean hasFired() {
        return fired;
    }

    /** From now on it does not happen any more; when it has begun, what it does at once is done. */
    synchronized boolean hasStruck() {
        armed.set(false);
        if (fired) {
            struck.join();
        }
        return fired;
    }

    /** True for the first one only. */
    private synchronized boolean fire() {
        boolean first = armed.getAndSet(false);
        fired |= first;
        return first;
    }

    static Executor after(Duration time) {
        return CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void strikeNow(PgProxy proxy) {
        switch (scenario.kind()) {
            case HALF_CLOSED, DROPPED, OVERTAKEN -> atNextMessage = true;
            case CUT -> {
                if (fire()) {
                    proxy.links().forEach(Link::cutQuietly);
                    struck.complete(null);
                }
            }
            default -> {
                if (fire()) {
                    strike(0);
                }
            }
        }
    }

    @Override
    public Pass at(Link link, Message message) {
        hold(message);
        boolean hit = atNextMessage && message.fromClient() && message.type() != 0
                || scenario.moment().is(message) && seen.incrementAndGet() == scenario.nth();
        if (!hit || !fire()) {
            return Pass.ON;
        }
        return switch (scenario.kind()) {
            case CUT -> broken(Pass.CUT);
            case HALF_CLOSED -> broken(Pass.HALF_CLOSED);
            case DROPPED -> broken(Pass.SWALLOWED);
            case OVERTAKEN -> broken(Pass.LATE);
            default -> struck(link, message);
        };
    }

    /** The heartbeats of every other frozen node stay behind when it wakes up: only the fence holds it then. */
    private void hold(Message message) {
        LockSupport.parkNanos(heldUntil - System.nanoTime());
        if (fired && scenario.kind() == Kind.NODE_FROZEN && isOdd() && Moment.HEARTBEAT.is(message)) {
            LockSupport.parkNanos(HEARTBEATS_BEHIND.toNanos());
        }
    }

    private boolean isOdd() {
        return scenario.seed() % 2 != 0;
    }

    private Pass broken(Pass pass) {
        struck.complete(null);
        return pass;
    }

    /** Every other one happens while the message is on its way, and not before. */
    private Pass struck(Link link, Message message) {
        if (!isOdd() && scenario.kind() != Kind.DELAYED) {
            CompletableFuture.runAsync(() -> strike(link.backend()));
        } else {
            strike(link.backend());
        }
        LockSupport.parkNanos(heldUntil - System.nanoTime());
        return Pass.ON;
    }

    /** @param backend 0 for any */
    private void strike(long backend) {
        switch (scenario.kind()) {
            case NODE_KILLED -> victim.kill();
            case NODE_FROZEN -> {
                victim.freeze();
                after(FROZEN_AT_MOST).execute(victim::wake);
            }
            case DATABASE_KILLED -> server.kill();
            case BACKEND_KILLED -> TortureDatabase.killBackend(backend(backend));
            case BACKEND_TERMINATED -> terminate(backend(backend));
            case DELAYED -> heldUntil = System.nanoTime() + scenario.pause().toNanos();
            default -> throw new IllegalStateException(scenario.toString());
        }
        struck.complete(null);
    }

    /** -1, which no process has, when there is none. */
    private long backend(long wanted) {
        try {
            List<String> all = wanted == 0 ? server.backends(database) : List.of(Long.toString(wanted));
            return all.isEmpty() ? -1 : Long.parseLong(all.get((int) (scenario.seed() >>> 1) % all.size()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void terminate(long pid) {
        try {
            server.execute("postgres", "SELECT pg_terminate_backend(" + pid + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
