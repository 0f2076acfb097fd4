package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Claim;
import org.slipway.history.HistorySchema;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStore;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;
import org.slipway.testing.TripCounter;

/** Bookkeeping has a price that does not grow: counted in round trips, seen by what stands between. */
class CostIT {
    private static final int MANY = 300;

    @TempDir
    Path folder;

    private TripCounter counter;
    private OneConnection pool;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        TestDatabase database = TestDatabase.shared();
        String url = database.createDatabase("cost");
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        counter = new TripCounter(port);
        pool = new OneConnection(url.replace(":" + port, ":" + counter.port()), database.user(), database.password());
        engine = new Engine(folder, pool.dataSource());
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        counter.close();
    }

    @Test
    void theStatusCostsTheSameNumberOfRoundTripsForThreeMigrationsAndForThreeHundred() throws SQLException {
        write(1, 3);
        engine.run();
        engine.states();
        long few = trips(() -> assertThat(engine.states()).hasSize(3));
        write(4, MANY);
        long pending = trips(() -> assertThat(engine.states()).hasSize(MANY));
        engine.run();
        long many = trips(() -> assertThat(engine.states()).hasSize(MANY));

        assertThat(few).isBetween(1L, 16L);
        assertThat(pending).isEqualTo(few);
        assertThat(many).isEqualTo(few);
        assertThat(engine.status().upToDate()).isTrue();
    }

    @Test
    void aStepWithOneStatementCostsAtMostFiveRoundTrips() throws SQLException {
        write(1, 10);
        engine.run();
        write(11, 20);
        long ten = trips(() -> assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED));
        write(21, 60);
        long forty = trips(() -> assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED));

        assertThat((forty - ten) / 30.0).isBetween(1.0, 5.0);
    }

    /** To begin, to take the chain's end, to append, to commit; in a transaction that is there anyway it is two. */
    @Test
    void whatIsRecordedWithARunsStartCostsFourRoundTrips() throws SQLException {
        write(1, 2);
        Claim claim = engine.claim(RunOptions.DEFAULT).claim();
        try (Connection connection = engine.dataSource.getConnection()) {
            RunStore runs = new RunStore(new HistorySchema(engine.settings.historySchema()));
            long alone = trips(() -> assertThat(runs.begin(connection, claim)).isTrue());
            engine.execute("UPDATE slipway.run SET status = 'QUEUED'");
            long recorded = trips(
                    () -> assertThat(engine.recorder().begin(connection, claim)).isTrue());

            assertThat(recorded - alone).isEqualTo(4);
        }
    }

    @Test
    void aRunOfOneStepCostsAtMostThirtyRoundTrips() throws SQLException {
        write(1, 1);
        engine.run();
        write(2, 2);

        assertThat(trips(() -> assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED)))
                .isBetween(1L, 30L);
    }

    private void write(int from, int to) {
        for (int version = from; version <= to; version++) {
            engine.write(
                    "V" + version + "__t.sql",
                    "-- slipway:check t" + version + ": SELECT 1 FROM t" + version,
                    "CREATE TABLE t" + version + " (id int);");
        }
    }

    private long trips(Work work) throws SQLException {
        long before = counter.trips();
        work.run();
        return counter.trips() - before;
    }

    private interface Work {
        void run() throws SQLException;
    }
}
