package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.testing.Await;
import org.slipway.testing.TestDatabase;

/** What a node counts of its runs. */
class EngineCountersIT {
    private static final EngineCounters COUNTERS = EngineCounters.NODE;

    @TempDir
    Path folder;

    @Test
    void runsStepsRetriesAndLockWaitsAreCounted() throws Exception {
        Engine engine = new Engine(folder, "counters");
        engine.execute("CREATE TABLE busy (id int)");
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__busy.sql", "ALTER TABLE busy ADD mail text;");
        engine.write("V3__fails.sql", "SELECT 1 / 0;");
        long succeeded = COUNTERS.runs().get(RunStatus.SUCCEEDED);
        long failed = COUNTERS.runs().get(RunStatus.FAILED);
        long steps = COUNTERS.steps();
        long stepsFailed = COUNTERS.stepsFailed();
        long retries = COUNTERS.retries();
        long lockWaits = COUNTERS.lockWaits();
        Duration lockWaitTime = COUNTERS.lockWaitTime();
        CompletableFuture<Run> run;
        try (Connection other = TestDatabase.shared().dataSource("counters").getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT FROM busy");
            run = CompletableFuture.supplyAsync(() -> run(engine));
            Await.until(Duration.ofSeconds(30), COUNTERS::retries, now -> now >= retries + 2);
        }

        assertThat(run.join().status()).isEqualTo(RunStatus.FAILED);
        assertThat(COUNTERS.runs()).containsEntry(RunStatus.SUCCEEDED, succeeded);
        assertThat(COUNTERS.runs()).containsEntry(RunStatus.FAILED, failed + 1);
        assertThat(COUNTERS.steps()).isEqualTo(steps + 2);
        assertThat(COUNTERS.stepsWithin()).isSorted().endsWith(COUNTERS.steps());
        assertThat(COUNTERS.stepsFailed()).isEqualTo(stepsFailed + 1);
        assertThat(COUNTERS.lockWaits()).isGreaterThanOrEqualTo(lockWaits + 2);
        assertThat(COUNTERS.retries() - retries).isEqualTo(COUNTERS.lockWaits() - lockWaits);
        assertThat(COUNTERS.lockWaitTime()).isGreaterThan(lockWaitTime.plus(Duration.ofMillis(300)));
    }

    private static Run run(Engine engine) {
        try {
            return engine.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
