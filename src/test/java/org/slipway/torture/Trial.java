package org.slipway.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slipway.testing.Await;
import org.slipway.torture.Press.Outcome;

/** One run that is disturbed once, a look at what is left, and the next run, which has to finish the work. */
final class Trial {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration BETWEEN_PRESSES = Duration.ofMillis(100);

    private final Scenario scenario;
    private final TortureDatabase server;
    private final Nodes nodes;
    private final PlantedFault fault;
    private final String database;
    private final Path folder;
    private final List<String> violations = new ArrayList<>();
    private int runs;

    /** @param fault in the node that is disturbed */
    Trial(Scenario scenario, TortureDatabase server, Nodes nodes, PlantedFault fault, int number, Path folder) {
        this.scenario = scenario;
        this.server = server;
        this.nodes = nodes;
        this.fault = fault;
        this.database = "trial_" + number;
        this.folder = folder.resolve(database);
    }

    /**
     * What came of it.
     *
     * @param struck false when the moment that the scenario waits for did not come
     * @param runs how many were accepted, until there was nothing left to do
     * @param violations sentences
     */
    record Result(Scenario scenario, boolean struck, int runs, List<String> violations) {}

    /** @param typical how long an undisturbed run takes */
    Result run(Duration typical) throws SQLException, IOException {
        server.create(database);
        scenario.mix().writeTo(folder);
        Node victim = nodes.take();
        Disturbance disturbance = new Disturbance(scenario, server, database, victim);
        try (PgProxy proxy = new PgProxy(server.port(), disturbance, scenario.pause())) {
            disturbance.arm(typical, proxy);
            disturb(victim, proxy, disturbance);
            awaitNobodyWorks();
        }
        inspect(false);
        nodes.giveBack(victim);
        finish();
        inspect(true);
        violations.addAll(RunRules.broken(server, database, scenario.kind()));
        if (violations.isEmpty()) {
            server.drop(database);
        }
        return new Result(scenario, disturbance.hasStruck(), runs, List.copyOf(violations));
    }

    private void disturb(Node victim, PgProxy proxy, Disturbance disturbance) {
        Press first = new Press(victim, TortureDatabase.url(proxy.port(), database), folder, fault);
        boolean two = scenario.secondAfter() != null || scenario.kind() == Kind.NODE_FROZEN;
        Node other = two ? nodes.take() : null;
        Press second = null;
        if (scenario.secondAfter() != null) {
            LockSupport.parkNanos(scenario.secondAfter().toNanos());
            second = direct(other);
        }
        await("nothing happened", () -> disturbance.hasFired() || first.isOver());
        if (disturbance.hasStruck() && scenario.kind() == Kind.DATABASE_KILLED) {
            LockSupport.parkNanos(scenario.pause().toNanos());
            server.restart();
        }
        server.awaitUp();
        inspect(false);
        if (second != null) {
            end(second);
        }
        while (victim.isFrozen()) {
            end(direct(other), () -> Disturbance.after(scenario.pause()).execute(victim::wake));
            LockSupport.parkNanos(BETWEEN_PRESSES.toNanos());
        }
        end(first);
        if (other != null) {
            nodes.giveBack(other);
        }
    }

    /** Not through the proxy. */
    private Press direct(Node node) {
        return new Press(node, TortureDatabase.url(server.port(), database), folder, fault);
    }

    private void end(Press press) {
        end(press, () -> {});
    }

    private void end(Press press, Runnable onceStarted) {
        await("a node does not answer", press::isAnswered);
        if (press.outcome() == Outcome.STARTED) {
            runs++;
            onceStarted.run();
        }
        await("a node hangs", press::isOver);
    }

    private void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                violations.add(otherwise + " within " + LIMIT);
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void awaitNobodyWorks() {
        server.awaitUp();
        await("a backend was left behind", () -> {
            try {
                return server.backends(database).isEmpty();
            } catch (SQLException e) {
                return false;
            }
        });
    }

    /** As soon as the database lets it: a killed backend takes the others with it a moment later. */
    private void inspect(boolean complete) {
        violations.addAll(
                Await.until(LIMIT, () -> Inspection.of(server, database, scenario.mix(), complete), found -> true));
    }

    /** The next run finishes the work, unless it tells of an invalid index that has to be dropped first. */
    private void finish() throws SQLException {
        Node node = nodes.take();
        int before = runs;
        long end = System.nanoTime() + LIMIT.toNanos();
        Press press = direct(node);
        end(press);
        while (press.outcome() != Outcome.NOTHING_PENDING) {
            if (System.nanoTime() > end || press.outcome().isHopeless()) {
                violations.add("the next run can't begin: " + press);
                break;
            }
            if (press.outcome() == Outcome.STARTED && !goesOn(press.run(), runs - before)) {
                break;
            }
            LockSupport.parkNanos(BETWEEN_PRESSES.toNanos());
            press = direct(node);
            end(press);
        }
        nodes.giveBack(node);
    }

    /** False when another run can't help. */
    private boolean goesOn(long run, int number) throws SQLException {
        String status = server.query(database, "SELECT status FROM slipway.run WHERE id = " + run)
                .get(0);
        if (status.equals("SUCCEEDED")) {
            return true;
        }
        List<String> told = server.query(
                database,
                "SELECT DISTINCT format('DROP INDEX CONCURRENTLY %s', i.indexrelid::regclass) FROM pg_index i, slipway.step s"
                        + " WHERE NOT i.indisvalid AND s.run_id = " + run
                        + " AND to_regclass(s.error ->> 'leftBehind') = i.indexrelid");
        if (number > 1 || told.isEmpty()) {
            violations.add("the next run did not finish the work: " + why(run));
            return false;
        }
        for (String drop : told) {
            server.execute(database, drop);
        }
        return true;
    }

    private String why(long run) throws SQLException {
        return server.query(
                        database,
                        "SELECT concat_ws(' ', r.status, r.notices, string_agg(s.script || ' ' || s.error::text, ', '))"
                                + " FROM slipway.run r LEFT JOIN slipway.step s ON s.run_id = r.id AND s.error IS NOT NULL"
                                + " WHERE r.id = " + run + " GROUP BY r.id")
                .get(0);
    }
}
