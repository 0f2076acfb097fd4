package org.slipway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.TestConsole;

class MetricsIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SUCCEEDED = "slipway_runs_total{outcome=\"succeeded\"}";
    private static final String PENDING = "slipway_migrations{state=\"pending\"}";

    @Test
    void whatThisNodeDidAndWhatIsPendingIsTold() {
        TestConsole console = TestConsole.shared();
        console.reset();
        Answer first = console.send(console.request("/metrics"));
        assertThat(first.header("Content-Type")).isEqualTo(OpenMetrics.CONTENT_TYPE);
        double succeeded = OpenMetricsText.read(first.body()).get(SUCCEEDED);
        console.write("V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(console.post("/api/admin/migrations/run?wait=30s").status()).isEqualTo(200);
        console.write("V2__b.sql", "CREATE TABLE b (id int);");

        assertThat(read(console)).containsEntry(SUCCEEDED, succeeded + 1);
        assertThat(Await.until(
                        LIMIT, () -> read(console), metrics -> Double.valueOf(1).equals(metrics.get(PENDING))))
                .containsEntry("slipway_database_up", 1.0)
                .containsEntry("slipway_run_active", 0.0)
                .containsEntry("slipway_drifted_objects", 0.0);
    }

    private static Map<String, Double> read(TestConsole console) {
        return OpenMetricsText.read(console.send(console.request("/metrics")).body());
    }
}
