package org.slipway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.TestConsole;

class HealthIT {
    @Test
    void theConsoleIsReadyForEverybodyToAskAlsoWhileMigrationsArePending() {
        TestConsole console = TestConsole.shared();
        console.reset();
        console.write("V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(console.send(console.request("/health/ready")).status()).isEqualTo(200);
        assertThat(console.send(console.request("/health/live")).status()).isEqualTo(200);
    }

    @Test
    void aConsoleWhoseDatabaseIsDownIsReadyAndSaysWhatIsWrong() {
        try (TestConsole console = TestConsole.start(Map.of("slipway.db.url", "jdbc:postgresql://127.0.0.1:1/none"))) {
            console.write("V1__a.sql", "SELECT 'open");

            assertThat(console.send(console.request("/health/ready")).status()).isEqualTo(200);
            Answer status = console.get("/api/admin/migrations/run");
            assertThat(status.status()).as(status.body()).isEqualTo(503);
            assertThat(status.json().getString("type")).isEqualTo("urn:slipway:problem:database-unavailable");
            assertThat(status.json().getString("detail")).contains("127.0.0.1:1");
            assertThat(status.json().getJsonArray("problems")).hasSize(1);
            Answer run = console.post("/api/admin/migrations/run?wait=30s");
            assertThat(run.status()).as(run.body()).isEqualTo(503);
            assertThat(console.get("/api/admin/runs").status()).isEqualTo(503);
            assertThat(OpenMetricsText.read(
                            console.send(console.request("/metrics")).body()))
                    .containsEntry("slipway_database_up", 0.0)
                    .doesNotContainKey("slipway_run_active");
        }
    }
}
