package org.slipway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.testing.Await;
import org.slipway.testing.TestConsole;

/**
 * The same with the whole console on its real server, killed in the middle of a run that was asked for over HTTP. Starting
 * one takes its time, so that there are few of these: {@code torture.consoles}.
 */
@Tag("torture")
class ConsoleTortureIT {
    private static final String RUN = "/api/admin/migrations/run";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TYPICAL = Duration.ofSeconds(2);

    private static TortureDatabase server;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = TortureDatabase.start(Path.of("target/torture").toAbsolutePath());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConsoleThatIsKilledInARunLeavesWhatItsHistorySaysAndAnotherFinishes() throws SQLException, IOException {
        Random seeds = new Random(Long.getLong("torture.seed", System.nanoTime()));
        Tally tally = new Tally();
        for (int number = 1; number <= Integer.getInteger("torture.consoles", 2); number++) {
            tally.add(
                    trial(Scenario.of(seeds.nextInt(Integer.MAX_VALUE), Kind.NODE_KILLED, null), "console_" + number));
        }
        System.out.println("Consoles on their server. " + tally.summary(0));
        assertThat(tally.bad()).isEmpty();
    }

    private static Trial.Result trial(Scenario scenario, String database) throws SQLException, IOException {
        server.create(database);
        ConsoleProcess victim = new ConsoleProcess();
        Disturbance disturbance = new Disturbance(scenario, server, database, victim);
        List<String> violations = new ArrayList<>();
        try (PgProxy proxy = new PgProxy(server.port(), disturbance, scenario.pause());
                TestConsole first = TestConsole.start(settings(proxy.port(), database))) {
            victim.console = first;
            scenario.mix().writeTo(first.migrations());
            disturbance.arm(TYPICAL, proxy);
            victim.press();
            Await.until(LIMIT, () -> disturbance.hasFired() || isOver(database), Boolean::booleanValue);
            disturbance.hasStruck();
            violations.addAll(Inspection.of(server, database, scenario.mix(), false));
            Map<String, String> same = settings(server.port(), database);
            same.put("slipway.migrations.location", "filesystem:" + first.migrations());
            try (TestConsole second = TestConsole.start(same)) {
                Await.until(LIMIT, () -> second.post(RUN + "?wait=20s"), answer -> answer.status() == 200);
            }
        }
        violations.addAll(Inspection.of(server, database, scenario.mix(), true));
        violations.addAll(RunRules.broken(server, database, scenario.kind()));
        int runs = server.query(database, "SELECT id FROM slipway.run").size();
        return new Trial.Result(scenario, disturbance.hasStruck(), runs, violations);
    }

    private static boolean isOver(String database) throws SQLException {
        return !server.query(database, "SELECT to_regclass('slipway.run')").contains(null)
                && !server.query(database, "SELECT id FROM slipway.run WHERE finished_at IS NOT NULL")
                        .isEmpty();
    }

    private static Map<String, String> settings(int port, String database) {
        return new HashMap<>(Map.of(
                "slipway.db.url",
                TortureDatabase.url(port, database),
                "slipway.db.user",
                EmbeddedDatabase.USER,
                "slipway.db.password",
                EmbeddedDatabase.USER,
                "slipway.heartbeat",
                NodeMain.HEARTBEAT.toMillis() + "ms",
                "slipway.lost-after",
                NodeMain.LOST_AFTER.toMillis() + "ms"));
    }

    /** The one that is killed. */
    private static final class ConsoleProcess implements Victim {
        private volatile TestConsole console;

        /** Over HTTP, whose answer may be lost with the console. */
        void press() {
            Thread thread = new Thread(() -> {
                try {
                    console.post(RUN);
                } catch (RuntimeException e) {
                    // killed over it
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void kill() {
            console.server().handle().destroyForcibly();
        }

        @Override
        public void freeze() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake() {
            throw new UnsupportedOperationException();
        }
    }
}
