package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStatus;
import org.slipway.history.SoFar;
import org.slipway.testing.Await;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** What the server says and what is done already can be read while a statement is still under way. */
class NoticesIT {
    private static final String DATABASE = "notices";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TestDatabase SERVER = TestDatabase.shared();

    @TempDir
    Path folder;

    private DataSource others;
    private Engine engine;

    @BeforeEach
    void createDatabase() {
        SERVER.createDatabase(DATABASE);
        others = SERVER.dataSource(DATABASE);
        engine = new Engine(
                folder, new OneConnection(SERVER.url(DATABASE), SERVER.user(), SERVER.password()).dataSource());
    }

    @Test
    void noticesAndRowsAreToldWhileTheStatementIsUnderWayAndStayWithTheStep() throws Exception {
        engine.write(
                "V1__slow.sql",
                "-- slipway:lock-timeout 60s",
                "CREATE TABLE t (id int);",
                "INSERT INTO t SELECT generate_series(1, 12);",
                "INSERT INTO t VALUES (13);",
                "SELECT 1;",
                "DO $$ BEGIN RAISE NOTICE 'ended before'; END $$;",
                "DO $$ BEGIN",
                "  RAISE WARNING 'half way' USING HINT = 'wait';",
                "  PERFORM pg_advisory_xact_lock(4711);",
                "  RAISE NOTICE 'at the end';",
                "END $$;");
        CompletableFuture<Run> run;
        SoFar underWay;
        try (Connection other = others.getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(4711)");
            run = CompletableFuture.supplyAsync(this::runWatched);
            underWay = Await.until(LIMIT, this::soFar, soFar -> soFar.notices().size() > 1);
        }

        assertThat(underWay)
                .isEqualTo(new SoFar(
                        5,
                        14,
                        List.of("V1, line 6: NOTICE: ended before", "V1, line 7: WARNING: half way. Hint: wait")));
        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.join().soFar()).isEqualTo(SoFar.NOTHING);
        assertThat(run.join().warnings())
                .containsExactly(
                        "V1, line 6: NOTICE: ended before",
                        "V1, line 7: WARNING: half way. Hint: wait",
                        "V1, line 7: NOTICE: at the end");
    }

    @Test
    void ofVeryManyNoticesTheLastOnesAreTold() throws Exception {
        engine.write(
                "V1__chatty.sql",
                "-- slipway:lock-timeout 60s",
                "DO $$ BEGIN",
                "  FOR i IN 1..3000 LOOP RAISE NOTICE 'number %', i || repeat('x', 600); END LOOP;",
                "  PERFORM pg_advisory_xact_lock(4711);",
                "END $$;");
        CompletableFuture<Run> run;
        SoFar underWay;
        try (Connection other = others.getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(4711)");
            run = CompletableFuture.supplyAsync(this::runWatched);
            underWay = Await.until(
                    LIMIT, this::soFar, soFar -> soFar.notices().toString().contains("number 3000x"));
        }

        assertThat(underWay.notices()).hasSize(20).allMatch(notice -> notice.length() == 500);
        assertThat(underWay.notices().get(0)).startsWith("V1, line 2: NOTICE: number 2981x");
        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private SoFar soFar() {
        return new RunReader(others, Engine.settings(OnExisting.WARN, Divide.AUTO))
                .active()
                .orElseThrow()
                .soFar();
    }

    private Run runWatched() {
        try {
            return engine.runWatched(others);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
